"""Scheduled publishing and withdrawal: one round does it in every practice, and leaves no scope behind."""

import logging
import threading
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from wagtail.models import Revision

from cms.articles.models import ArticlePage
from cms.delivery import periodic
from cms.pages.models import BasePage
from sites.scoping import Kind, ScopeNotSet, across_practices, current_scope, in_practice
from tests.building import make_article
from tests.conftest import reader

IN_AN_HOUR, IN_TWO_DAYS = timedelta(hours=1), timedelta(days=2)


def scheduled(title, *, live, **moments) -> ArticlePage:
    """An approved article that is to be published or withdrawn some time from now."""
    page = make_article(title, live=live).get_latest_revision_as_object()
    for name, wait in moments.items():
        setattr(page, name, timezone.now() + wait)
    page.save_revision().publish()
    return page


def let_pass(hours: int):
    """Move every stored moment back, as if that time had gone by."""
    gone = timedelta(hours=hours)
    with across_practices():
        BasePage.objects.filter(expire_at__isnull=False).update(expire_at=F("expire_at") - gone)
        for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
            revision.approved_go_live_at -= gone
            planned = datetime.fromisoformat(revision.content["go_live_at"])
            revision.content["go_live_at"] = (planned - gone).isoformat()
            revision.save()


def live(practice) -> set[str]:
    with in_practice(practice):
        return set(ArticlePage.objects.live().values_list("title", flat=True))


@pytest.fixture
def practices(alder, birch):
    """Both practices, each with an article of every kind of plan."""
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            make_article("Here already")
            scheduled("Due", live=False, go_live_at=IN_AN_HOUR)
            scheduled("Later", live=False, go_live_at=IN_TWO_DAYS)
            scheduled("Over", live=True, expire_at=IN_AN_HOUR)
            scheduled("Goes on", live=True, expire_at=IN_TWO_DAYS)
    return alder.practice, birch.practice


def test_nothing_happens_before_its_time(practices):
    call_command("run_periodic", "--once")
    assert [live(practice) for practice in practices] == 2 * [{"Here already", "Over", "Goes on"}]


def test_a_round_publishes_and_withdraws_in_every_practice(practices, django_capture_on_commit_callbacks):
    let_pass(hours=2)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("run_periodic", "--once")
    for practice in practices:
        assert live(practice) == {"Here already", "Due", "Goes on"}
        assert reader(practice).get("/articles/due/").status_code == 200
        assert reader(practice).get("/articles/over/").status_code == 404
    call_command("run_periodic", "--once")  # and once more changes nothing
    assert [live(practice) for practice in practices] == 2 * [{"Here already", "Due", "Goes on"}]


def test_what_is_published_in_a_round_is_near_to_its_own_practice_only(practices, django_capture_on_commit_callbacks):
    let_pass(hours=2)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("run_periodic", "--once")
    for practice in practices:
        with in_practice(practice):
            due = ArticlePage.objects.get(slug="due")
            others = ArticlePage.objects.live().exclude(pk=due.pk)
            assert set(due.nearby_ids) == set(others.values_list("pk", flat=True))


def test_no_scope_is_left_behind(practices):
    call_command("run_periodic", "--once")
    assert current_scope().kind is Kind.UNSET
    with pytest.raises(ScopeNotSet):
        BasePage.objects.exists()


def test_a_round_that_fails_is_logged_and_the_next_one_comes(settings, monkeypatch, caplog):
    settings.PERIODIC_SECONDS = 0.01
    stop, rounds = threading.Event(), []

    def run(may_go_on):
        rounds.append(1)
        if len(rounds) == 3:
            stop.set()
        raise LookupError

    monkeypatch.setattr(periodic, "run_due", run)
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)  # the test's own connection stays
    with caplog.at_level(logging.ERROR):
        periodic.run_forever(stop)
    assert len(rounds) == 3
    assert caplog.text.count("Periodic work failed") == 3
