"""Where to find help at once: one dated register by country, and nowhere else."""

from functools import cache
from pathlib import Path

import yaml

from sites.countries import Country

REGISTER = Path(__file__).with_name("crisis_register.yaml")


@cache
def _register() -> dict:
    return yaml.safe_load(REGISTER.read_text(encoding="utf-8"))


def for_country(country: str) -> dict:
    """The country's entry: ``emergency`` number, ``lines`` with name, phone or text, hours and a sentence,

    ``violence``, more of such lines for people who are hurt at home, and ``dated``, the day of the last check.

    Every country that a practice can be in has one (a test holds this). Raises KeyError otherwise.
    """
    entry = _register()["countries"][Country(country).value]
    return {**entry, "dated": _register()["dated"]}
