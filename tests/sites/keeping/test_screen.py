"""Operators see what comes round and what failed, without anybody's data, and have it tried again. Nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from sites.audit.models import AuditEntry
from sites.keeping.daily import run_daily
from sites.keeping.models import PeriodicRun
from tests.conftest import signed_in
from tests.sites.keeping.test_reaping import OPERATIONAL, a_result, statuses
from tests.sites.practices import operators_browser

SCREEN, AGAIN = "/admin/keeping/", "/admin/keeping/try-again/"


@pytest.mark.parametrize("role", ["owner", "editor", "practitioner"])
def test_nobody_of_a_practice_reaches_it(alder, role):
    client = signed_in(getattr(alder, role), alder.practice)
    failed = a_result("FAILED", error=OPERATIONAL)
    assert client.get(SCREEN).status_code == 404
    assert client.post(AGAIN, {"task": failed.task_path, "exception": OPERATIONAL}).status_code == 404
    assert statuses() == ["FAILED"]


def test_an_operator_sees_what_failed_and_nobodys_data(operator):
    for number in range(3):
        a_result("FAILED", error=OPERATIONAL, workers=number + 1)
    a_result("FAILED", error="builtins.LookupError")
    a_result("READY")
    page = operators_browser(operator).get(SCREEN)
    kinds = {(kind.what, kind.number, kind.why) for kind in page.context["failed"]}
    assert kinds == {("slow", 1, "It failed with LookupError."), ("slow", 3, "It failed with OperationalError.")}
    assert "1 task waits for a worker" in page.text
    assert "wren@alder.example" not in page.text
    assert "See which, and try again" in operators_browser(operator).get("/admin/").text


def test_an_operator_sees_what_was_not_done(operator):
    client = operators_browser(operator)
    never = client.get(SCREEN).text.count("It should have been done and was not.")
    run_daily()
    PeriodicRun.objects.filter(name__contains="sessions").update(failed="It failed with LookupError.")
    page = client.get(SCREEN).text
    assert never - page.count("It should have been done and was not.") == PeriodicRun.objects.count()
    assert page.count("It failed with LookupError.") == 1


def test_everything_that_comes_round_has_words(operator):
    works = operators_browser(operator).get(SCREEN).context["works"]
    assert [work.words for work in works if " " not in work.words] == []


def test_trying_again_takes_one_kind_and_is_logged(operator):
    for error in (OPERATIONAL, "builtins.LookupError"):
        a_result("FAILED", error=error, workers=3)
    client = operators_browser(operator)
    page = client.post(AGAIN, {"task": a_result().task_path, "exception": "builtins.LookupError"}, follow=True)
    assert "1 task waits again." in page.text
    again = DBTaskResult.objects.get(status="READY")
    assert (again.worker_ids, again.started_at, again.exception_class_path, again.traceback) == ([], None, "", "")
    assert statuses() == ["FAILED", "READY", "RUNNING"]
    entry = AuditEntry.everywhere.get(action="task.again")
    assert (entry.practice_id, entry.actor_name, entry.title) == (None, "Op", "slow: 1")
    page = client.post(AGAIN, {"task": "a.b", "exception": ""}, follow=True)
    assert "None of these tasks is on the list any more." in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_screen_asks_the_same_however_much_failed(operator, number):
    for each in range(number):
        a_result("FAILED", error=f"builtins.Error{each}")
    client = operators_browser(operator)
    client.get(SCREEN)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("keeping")).status_code == 200
    assert len(queries) == 10
