"""Where the data lies: SQLite in one file, or PostgreSQL through a pool of connections. Part of base.py."""

import os
from pathlib import Path

from environs import Env

_env = Env()
_data_dir = Path(os.environ.get("ANTEROOM_DATA_DIR") or Path(__file__).resolve().parents[2] / ".demo")

DATABASES = {"default": _env.dj_db_url("DATABASE_URL", f"sqlite:///{_data_dir}/db.sqlite3")}
ON_POSTGRESQL = not DATABASES["default"]["ENGINE"].endswith("sqlite3")
# Connections that a process keeps at least and has at most. 0 at most: one for each thread, opened for each request.
# Workers × DB_POOL_MAX, and one for each task worker and periodic process, must stay below PostgreSQL's own limit.
DB_POOL_MIN, DB_POOL_MAX = _env.int("DB_POOL_MIN", 1), _env.int("DB_POOL_MAX", 8)
DB_POOL_SECONDS = _env.float("DB_POOL_SECONDS", 5)  # that a request waits for one, also while the database is away
# A streaming standby that readers' public pages are read from; nothing else is (docs/decisions/0034).
REPLICA_URL = _env.str("REPLICA_URL", "")
REPLICA_SECONDS = 0.5  # that a reader waits for a connection to it, before the primary is read


def _postgresql(database: dict) -> dict:
    """The database through our backend, which tells PostgreSQL the scope (docs/decisions/0014)."""
    options = {**database.get("OPTIONS", {}), "connect_timeout": 5}
    if DB_POOL_MAX:
        # The pool tries ever more rarely by itself, up to minutes apart: given up soon, the next request tries again.
        sizes = {"min_size": DB_POOL_MIN, "max_size": DB_POOL_MAX}
        options["pool"] = {**sizes, "timeout": DB_POOL_SECONDS, "reconnect_timeout": 3}
    # A connection is tried before it is used: after a restart of the database nobody gets a broken one.
    return {**database, "ENGINE": "sites.postgresql", "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


def _replica(database: dict) -> dict:
    """The standby: opened for reading only, and given up soon."""
    database = _postgresql(database)
    options = database["OPTIONS"]
    options["connect_timeout"] = 2  # the least that libpq knows
    options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    if "pool" in options:
        options["pool"] |= {"timeout": REPLICA_SECONDS, "min_size": 0}  # a process starts without it, too
    return {**database, "TEST": {"MIRROR": "default"}}


if ON_POSTGRESQL:
    DATABASES["default"] = _postgresql(DATABASES["default"])
    if REPLICA_URL.startswith("postgres"):
        DATABASES["replica"] = _replica(_env.dj_db_url("REPLICA_URL"))
        DATABASE_ROUTERS = ["sites.replica.Router"]
else:
    # Writers queue instead of failing, and readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=5000",
    }
