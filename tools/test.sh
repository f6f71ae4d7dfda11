#!/bin/sh
# All tests, with every file they write inside .test/ of this folder.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)
mkdir -p .test/tmp .test/config .test/cache
export TMPDIR="$here/.test/tmp" XDG_CONFIG_HOME="$here/.test/config" XDG_CACHE_HOME="$here/.test/cache"
export DJANGO_SETTINGS_MODULE=cms.settings.test
# The whole suite runs in three processes, since browsers are waited for; a named part is quicker in one.
[ $# -gt 0 ] || set -- -n 3 --dist worksteal --durations=20
exec .venv/bin/python -m pytest "$@"
