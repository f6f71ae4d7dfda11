#!/bin/sh
# The application's own role, which is no superuser: else PostgreSQL would not keep practices apart (docs/decisions/0014).
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="$ANTEROOM_PASSWORD" <<'SQL'
CREATE ROLE anteroom LOGIN PASSWORD :'password';
CREATE DATABASE anteroom OWNER anteroom;
SQL
