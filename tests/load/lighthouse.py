"""Prints Lighthouse's four scores, mobile preset, of the demonstration's home, index and article pages.

    .venv/bin/python -m tests.load.lighthouse [practice …]

Sets the demonstration up by itself. Scores depend on the machine: run it when nothing else runs.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from tests.conftest import CHROMIUM, CHROMIUM_FLAGS  # noqa: E402
from tests.demonstration import serving  # noqa: E402
from tests.demonstration.pages import PRACTICES, host_of, kinds  # noqa: E402
from tools.checks import install  # noqa: E402

PAGES = ("home-page", "listing-page", "article-page articles")
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


def main():
    folder = Path(tempfile.mkdtemp(prefix="lighthouse-"))
    port = serving.enter(folder / "demonstration")
    try:
        print(f"{'':42}{'':2}" + "  ".join(CATEGORIES))
        for practice in sys.argv[1:] or PRACTICES:
            for kind in PAGES:
                url = f"http://{host_of(practice, port)}{kinds(practice, port)[kind]}"
                print(f"{practice + ' ' + kind:42}", *(f"{score:>10}" for score in scores(url)), flush=True)
    finally:
        serving.leave(folder / "demonstration")


if __name__ == "__main__":
    main()
