"""The Nu validator, which the W3C runs, finds nothing wrong in any kind of page."""

import json
import shutil
import subprocess

import pytest

from tools.checks import install

from .pages import PRACTICES, ask, kinds

pytestmark = [
    pytest.mark.demo,
    pytest.mark.skipif(
        not (shutil.which("java") and shutil.which("npm")),
        reason="the validator needs Java and npm (Debian: default-jre-headless, npm)",
    ),
]


@pytest.fixture(scope="session")
def validator():
    return install() / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_kind_of_page_is_valid(validator, port, tmp_path):
    """One start of Java for all of them."""
    for practice in PRACTICES:
        for kind, path in kinds(practice, port).items():
            name = "".join(letter if letter.isalnum() else "-" for letter in f"{practice} {kind}")
            (tmp_path / f"{name}.html").write_text(ask(practice, port, path).text)
    command = ["java", "-Xss1m", "-jar", str(validator), "--format", "json", "--exit-zero-always", str(tmp_path)]
    output = subprocess.run(command, capture_output=True, text=True).stderr
    messages = json.loads(output)["messages"]
    complaints = [
        f"{one['url'].rpartition('/')[2]}:{one.get('lastLine')}: {one['message']}"
        for one in messages
        if one["type"] == "error" or one.get("subType") == "warning"
    ]
    assert complaints == []
    assert len(list(tmp_path.iterdir())) >= 9 * len(PRACTICES)
