"""Every attack of the list has its test."""

import re
from pathlib import Path

HERE = Path(__file__).parent
# Those that only the way of signing in can answer have more tests there.
ALSO = {
    60: "tests/sites/test_two_practices_one_person.py",
    61: "tests/sites/test_two_practices_one_person.py",
    62: "tests/sites/test_two_practices_one_person.py",
}


def test_every_attack_of_the_list_has_its_test():
    texts = [path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py")]
    numbers = {int(number) for text in texts for number in re.findall(r"^def test_(\d\d)_", text, re.M)}
    assert sorted(numbers) == list(range(1, 100))
