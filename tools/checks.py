"""The programs from the npm registry that look at finished pages, installed once into .test/node."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WANTED = ROOT / "tests" / "demonstration" / "package.json"
FOLDER = ROOT / ".test" / "node"


def install() -> Path:
    """Where the programs are. Raises RuntimeError, with what to do, when npm is not there or cannot fetch them."""
    if not shutil.which("npm"):
        raise RuntimeError("Install Node.js with npm first (Debian: apt-get install npm), then run again.")
    kept = FOLDER / "package.json"
    if not kept.exists() or kept.read_text() != WANTED.read_text():
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--no-package-lock"]
        shutil.copy(WANTED, FOLDER / "package.json.new")
        (FOLDER / "package.json.new").rename(kept)
        if subprocess.run(command, cwd=FOLDER).returncode:
            kept.unlink()
            raise RuntimeError("npm could not fetch what tests/demonstration/package.json names.")
    return FOLDER / "node_modules"


if __name__ == "__main__":
    print(install())
