"""Prints Lighthouse's four scores, mobile preset, of the demonstration's home, index and article pages.

    .venv/bin/python -m tests.load.lighthouse [practice …]

Sets the demonstration up by itself, and begins when its pictures have all their sizes. Scores depend on the machine:
run it when nothing else runs.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
os.environ["PERIODIC_IN_PROCESS"] = "true"  # tests switch it off, and the demonstration would never make its pictures
django.setup()

from cms.media.renditions import EDITION  # noqa: E402
from tests.conftest import CHROMIUM, CHROMIUM_FLAGS  # noqa: E402
from tests.demonstration import serving  # noqa: E402
from tests.demonstration.pages import PRACTICES, host_of, kinds  # noqa: E402
from tests.load.needed import need  # noqa: E402
from tools.checks import install  # noqa: E402

PAGES = ("home-page", "listing-page", "article-page articles")
MOST_SECONDS = 900  # for the demonstration's pictures, one after another in the background
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(url: str) -> list[int]:
    """Lighthouse's scores of one page, in the order of CATEGORIES, 0 to 100."""
    command = [
        str(install() / ".bin" / "lighthouse"), url, "--quiet", "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(['--headless', *CHROMIUM_FLAGS])}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    report = json.loads(answer.stdout)
    for audit in report["audits"].values():
        if audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative":
            print(f"    {audit['id']}: {audit['score']} {audit.get('displayValue', '')}", file=sys.stderr)
    return [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]


def wait_for_pictures(database: Path):
    """Until the background has made all sizes of all pictures, AVIF among them: until then readers get larger files.

    Raises TimeoutError after MOST_SECONDS.
    """
    waiting = "SELECT count(*) FROM media_practiceimage WHERE sizes_edition < ?"
    until = time.monotonic() + MOST_SECONDS
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as demonstration:
        while (number := demonstration.execute(waiting, [EDITION * 2 + 1]).fetchone()[0]) and time.monotonic() < until:
            time.sleep(2)
    if number:
        raise TimeoutError(f"{number} pictures still had not all their sizes after {MOST_SECONDS} s.")


def main():
    need("npm", *[] if CHROMIUM else ["chromium"])
    folder = Path(tempfile.mkdtemp(prefix="lighthouse-"))
    port = serving.enter(folder / "demonstration")
    try:
        wait_for_pictures(folder / "demonstration" / "data" / "db.sqlite3")
        print(f"{'':42}{'':2}" + "  ".join(CATEGORIES))
        for practice in sys.argv[1:] or PRACTICES:
            for kind in PAGES:
                url = f"http://{host_of(practice, port)}{kinds(practice, port)[kind]}"
                print(f"{practice + ' ' + kind:42}", *(f"{score:>10}" for score in scores(url)), flush=True)
    finally:
        serving.leave(folder / "demonstration")


if __name__ == "__main__":
    main()
