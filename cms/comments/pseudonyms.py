"""A gentle name for whoever would rather not give their own."""

import secrets
from functools import cache
from pathlib import Path

import yaml

PARTS = Path(__file__).with_name("pseudonyms.yaml")


@cache
def _parts() -> dict[str, list[str]]:
    return yaml.safe_load(PARTS.read_text(encoding="utf-8"))


def suggested() -> str:
    """Like "Quiet Heron": one of some hundreds, at random, kept nowhere."""
    return f"{secrets.choice(_parts()['manners'])} {secrets.choice(_parts()['beings'])}"
