"""Every attack of the list has its test."""

import re
from pathlib import Path

HERE = Path(__file__).parent
# These begin at the sign-in; what it does with one person and two practices is tried there once more.
SIGNING_IN = HERE.parents[1] / "sites" / "test_two_practices_one_person.py"


def test_every_attack_of_the_list_has_its_test():
    texts = [path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py")]
    numbers = {int(number) for text in texts for number in re.findall(r"^def test_(\d\d)_", text, re.M)}
    assert sorted(numbers) == list(range(1, 100))


def test_signing_in_has_its_own():
    assert len(re.findall(r"^def test_", SIGNING_IN.read_text(encoding="utf-8"), re.M)) >= 5
