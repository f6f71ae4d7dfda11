"""Operators read when the last backup was made, that one failed, and that none has come for days."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sites.keeping import noting
from sites.keeping.backups import NAME, backups, noted_as_a_backup
from sites.keeping.models import PeriodicRun
from tests.sites.practices import operators_browser

SCREEN = "/admin/keeping/"


@pytest.fixture(autouse=True)
def a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(noting, "_noted_at", {})


def told(operator) -> tuple[str, str]:
    """The screen, and the operator's first page."""
    client = operators_browser(operator)
    return client.get(SCREEN).text, client.get("/admin/").text


def test_none_so_far(operator):
    screen, home = told(operator)
    assert "None has been made with" in screen
    assert "last backup" not in home


def test_a_good_one(operator):
    with noted_as_a_backup():
        pass
    screen, home = told(operator)
    assert "The last one was made on" in screen
    assert "last backup" not in home


def test_one_that_failed_after_a_good_one(operator, tmp_path):
    with noted_as_a_backup():
        pass
    (tmp_path / "of-yesterday").write_text("in the way")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("back_up", str(tmp_path))
    screen, home = told(operator)
    assert "was not made. It failed with CannotGoOn." in screen
    assert "The last good one is of" in screen
    assert "The last backup was not made." in home


def test_a_first_one_that_failed(operator, tmp_path):
    with pytest.raises(OSError, match="No space"), noted_as_a_backup():
        raise OSError("No space left on device")
    assert "There is no good one yet." in told(operator)[0]


def test_none_for_days(operator):
    with noted_as_a_backup():
        pass
    made_at = PeriodicRun.objects.get(name=NAME).well_at
    assert not backups(made_at + timedelta(hours=47)).need_somebody
    assert backups(made_at + timedelta(hours=49)).need_somebody
    PeriodicRun.objects.filter(name=NAME).update(well_at=timezone.now() - timedelta(days=3))
    screen, home = told(operator)
    assert "3\xa0days ago. See whether" in screen
    assert "The last backup is more than two days old." in home
