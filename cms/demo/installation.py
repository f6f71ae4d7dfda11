"""Who works in the demonstration besides the practices' own people, and which practices there is data for."""

import re
from functools import cache
from pathlib import Path

import yaml
from django.contrib.auth.hashers import make_password

from sites.models import Membership, Practice, User
from sites.scoping import across_practices

DATA = Path(__file__).parent / "practices"
INSTALLATION = Path(__file__).with_name("installation.yaml")


def read_yaml(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


# The one password of the demonstration takes a third of a second to hash: once is enough for all who have it.
hashed = cache(make_password)


def person(email: str, name: str, password: str, **fields) -> User:
    """The account with this address, made when there is none."""
    user = User.everyone.with_email(email)
    if user is None:
        # A title such as "Dr." is no name to be called by: it goes with the one that follows.
        first, last = re.fullmatch(r"((?:\S+\. )*\S+) ?(.*)", name).groups()
        user = User(email=email, password=hashed(password), first_name=first, last_name=last, **fields)
        with across_practices():  # as create_user() does: there is a place for nobody yet
            user.save()
    return user


def load_installation() -> tuple[dict, list[str]]:
    """The operator, and the slugs of the practices that there is data for."""
    data = read_yaml(INSTALLATION)
    with across_practices():
        person(data["operator"]["email"], data["operator"]["name"], data["password"], is_superuser=True)
    return data, sorted(path.name for path in DATA.iterdir() if (path / "practice.yaml").exists())


def load_editor(data: dict):
    """The editor who serves several practices, in those that are there."""
    with across_practices():
        user = person(data["editor"]["email"], data["editor"]["name"], data["password"])
    for practice in Practice.objects.filter(slug__in=data["editor"]["practices"]):
        Membership.everywhere.get_or_create(practice=practice, user=user, defaults={"role": "editor"})
