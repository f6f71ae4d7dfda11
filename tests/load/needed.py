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


def postgresql_programs() -> Path | None:
    """The folder with the newest PostgreSQL's programs: Debian keeps versions beside each other, not in the path."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _is_there(program: str) -> bool:
    return bool(postgresql_programs() if program == "postgresql" else shutil.which(program))


def need(*programs: str):
    """End with a sentence that names the packages to install, where one of these is missing. Raises SystemExit."""
    missing = sorted(PACKAGES[program] for program in programs if not _is_there(program))
    if missing:
        sys.exit(f"This measurement needs more than is here. On Debian: apt-get install {' '.join(missing)}")
