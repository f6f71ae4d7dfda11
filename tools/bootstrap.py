#!/usr/bin/env python3
"""Make .venv with the locked dependencies. Needs only a Python 3.8 or newer and its venv module.

    python3 tools/bootstrap.py runtime     what the demonstration needs
    python3 tools/bootstrap.py production  the same and PostgreSQL, Redis and S3
    python3 tools/bootstrap.py dev         the same and what the tests need
    python3 tools/bootstrap.py lock        write requirements/*.txt anew from pyproject.toml

Everything goes into .venv/ and .uv/ of this folder; nothing is written anywhere else.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV_HOME = ROOT / ".uv"
VENV = ROOT / ".venv"
BIN = "Scripts" if os.name == "nt" else "bin"
LOWEST, HIGHEST = (3, 12), (3, 14)
UV_RELEASE = "uv>=0.9,<1"
ENVIRONMENT = dict(
    os.environ,
    UV_CACHE_DIR=str(UV_HOME / "cache"),
    UV_PYTHON_INSTALL_DIR=str(UV_HOME / "python"),
    UV_NO_PROGRESS="1",
    UV_LINK_MODE="copy",
    # The machine's own trust store: company networks and mirrors are known there. The second is the older name.
    UV_SYSTEM_CERTS="1",
    UV_NATIVE_TLS="1",
)


def stop(sentence):
    sys.exit("\n" + sentence + "\n")


def run(*command, **options):
    """Run a command; True when it succeeded."""
    return subprocess.run([str(part) for part in command], env=ENVIRONMENT, **options).returncode == 0


def version_of(python):
    """(3, 13) for an interpreter that really runs, else None. A shim may exist and not run."""
    try:
        out = subprocess.run(
            [str(python), "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=30,
            cwd="/",
        )
        return tuple(int(part) for part in out.stdout.split()) if out.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def find_python():
    """The best interpreter on this machine, or "3.13" for uv to fetch."""
    names = [shutil.which(name) for name in ("python3.13", "python3.14", "python3.12")]
    pyenv = Path(os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))) / "versions"
    found = sorted(pyenv.glob("3.1[234]*/bin/python3"), reverse=True) if pyenv.is_dir() else []
    for candidate in [*names, *found, sys.executable, shutil.which("python3")]:
        if candidate and LOWEST <= (version_of(candidate) or (0, 0)) <= HIGHEST:
            return str(candidate)
    return "3.13"


def find_uv():
    """A uv that runs: the one of this folder, or installed into it now."""
    uv = UV_HOME / "venv" / BIN / "uv"
    if uv.exists() and run(uv, "--version", stdout=subprocess.DEVNULL):
        return uv
    print("Setting up: fetching uv, which installs the rest …", flush=True)
    if not run(sys.executable, "-m", "venv", UV_HOME / "venv"):
        stop("Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv. Then try again.")
    pip = [UV_HOME / "venv" / BIN / "python", "-m", "pip", "install", "--quiet", "--no-cache-dir"]
    if not run(*pip, "--disable-pip-version-check", UV_RELEASE):
        stop("The package index could not be reached. Check the network connection, then try again.")
    return uv


def install(which):
    """Create .venv where there is none, and install the locked set where it has changed."""
    requirements = ROOT / "requirements" / (which + ".txt")
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / (which + ".stamp")
    python = VENV / BIN / "python"
    if stamp.exists() and stamp.read_text() == wanted and version_of(python):
        return
    uv = find_uv()
    if not version_of(python):
        chosen = find_python()
        print("Setting up: .venv with Python {} …".format(chosen), flush=True)
        if not run(uv, "venv", "--quiet", "--clear", "--no-project", "--python", chosen, VENV):
            stop("Python 3.12, 3.13 or 3.14 is needed and could not be fetched. Install one, then try again.")
    print("Setting up: locked dependencies ({}) …".format(which), flush=True)
    if not run(uv, "pip", "install", "--quiet", "--require-hashes", "--python", python, "-r", requirements):
        stop("The dependencies could not be installed; the lines above say why. Then try again.")
    stamp.write_text(wanted)


def lock():
    """Write requirements/*.txt from pyproject.toml. uv.lock stays out of the repository: it names hosts."""
    uv = find_uv()
    options = ["export", "--quiet", "--no-emit-project", "--no-annotate", "--no-header", "--format", "requirements-txt"]
    sets = {
        "runtime": ["--no-dev"],
        "production": ["--no-dev", "--extra", "production"],
        "dev": ["--all-groups", "--all-extras"],
    }
    for which, extra in sets.items():
        path = ROOT / "requirements" / (which + ".txt")
        if not run(uv, *options, *extra, "-o", path, cwd=str(ROOT), stdout=subprocess.DEVNULL):
            stop("The lock could not be made; the lines above say why.")
        head = "# Made by `make lock` from pyproject.toml. Hashes only, no addresses: see docs/decisions/0002.\n"
        path.write_text(head + path.read_text())


if __name__ == "__main__":
    what = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    lock() if what == "lock" else install(what)
