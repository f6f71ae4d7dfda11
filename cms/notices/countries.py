"""What a practice must say in its country: one dated register, read once by each process."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from cms.blocks import crisis
from sites.countries import Country

REGISTER = Path(__file__).with_name("countries.yaml")


@cache
def _register() -> dict:
    return yaml.safe_load(REGISTER.read_text(encoding="utf-8"))


def for_country(country: str) -> dict:
    """The country's profile; the fields are named at the top of countries.yaml.

    Every country that a practice can be in has one (a test holds this). Raises KeyError otherwise.
    """
    register = _register()
    profile = {**register["everywhere"], **register["countries"][Country(country).value], "dated": register["dated"]}
    number = crisis.for_country(country)["emergency"]
    return {**profile, "emergency": profile["emergency"].format(emergency=number), "number": number}


def neutral_address(country: str) -> str:
    """Where "Leave this page" leads: the installation's setting, or else the country's weather service."""
    return settings.QUICK_EXIT_URL or for_country(country)["neutral_address"]
