"""What a measurement needs of the machine is asked for first, not after minutes of preparing."""

import shutil
import sys
from pathlib import Path

PACKAGES = {  # a program: the package of Debian that has it
    "chromium": "chromium",
    "ip": "iproute2",
    "nginx": "nginx-light",
    "npm": "npm",
    "postgresql": "postgresql",
    "redis-server": "redis-server",
    "wrk": "wrk",
}


def _is_there(program: str) -> bool:
    if program == "postgresql":  # Debian keeps its programs beside each other by version
        return any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return shutil.which(program) is not None


def need(*programs: str):
    """End with a sentence that names the packages to install, where one of these is missing. Raises SystemExit."""
    missing = sorted(PACKAGES[program] for program in programs if not _is_there(program))
    if missing:
        sys.exit(f"This measurement needs more than is here. On Debian: apt-get install {' '.join(missing)}")
