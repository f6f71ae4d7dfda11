"""What Django itself can check about the whole project."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from cms.articles.blocks import PageBodyBlock
from cms.blocks import crisis
from cms.booking.models import BookingCount
from cms.reading.models import Findable
from sites.countries import Country
from sites.models import PracticeOwned

EVERYTHING = {"view", "add", "change", "delete"}
WRITTEN_BY_THE_PROGRAM = {Findable, BookingCount}  # and edited by nobody


@pytest.mark.django_db
def test_the_system_check_is_silent():
    out = StringIO()
    call_command("check", stdout=out, stderr=out)
    assert "no issues" in out.getvalue()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("country", Country.values)
def test_every_country_has_its_crisis_lines(country):
    entry = crisis.for_country(country)
    assert entry["emergency"]
    assert entry["lines"]
    assert all(line.get("dial") or line.get("sms") for line in entry["lines"])


def test_what_a_practice_owns_says_who_may_touch_it():
    owned = [model for model in apps.get_models() if issubclass(model, PracticeOwned)]
    assert len(owned) >= 3
    assert [model for model in owned if set(model.needs) not in (EVERYTHING, set())] == []
    assert {model for model in owned if not model.needs} == WRITTEN_BY_THE_PROGRAM


@pytest.mark.parametrize("name", PageBodyBlock().child_blocks)
def test_every_block_describes_itself(name):
    block = PageBodyBlock().child_blocks[name]
    assert block.meta.icon
    assert block.meta.group
    assert block.meta.description
    assert block.meta.template == f"blocks/{name}.html"
