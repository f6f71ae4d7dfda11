# Read by run and nightly: finds what a bare machine lacks, and installs it or says what to install.
missing=""

need() { # the packages that bring it, then the names under which the command may be there
  packages=$1
  shift
  for name in "$@"; do
    if command -v "$name" >/dev/null; then return; fi
  done
  missing="$missing $packages"
}

find_postgres() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 | grep .; }

need_postgres() { find_postgres >/dev/null || missing="$missing postgresql"; }

as_postgres() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

install_missing() {
  [ -z "$missing" ] && return
  [ "$(id -u)" = 0 ] || { echo "Install these packages first, then run again:$missing" >&2; exit 1; }
  echo "Installing:$missing"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}
