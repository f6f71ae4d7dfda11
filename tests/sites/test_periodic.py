"""What packages register comes round: each in its turn, in no scope, and none is kept from it by another's failure."""

import logging

import pytest

from cms.delivery import periodic as loop
from sites import periodic
from sites.scoping import Kind, current_scope


@pytest.fixture(autouse=True)
def registered(monkeypatch) -> list:
    functions = []
    monkeypatch.setattr(periodic, "_functions", functions)
    return functions


def note(calls: list, name: str):
    def function():
        calls.append((name, current_scope().kind))

    return function


def fail():
    raise LookupError


def test_each_has_its_turn_in_the_order_of_registration_and_in_no_scope():
    calls = []
    for name in ("first", "second"):
        periodic.every_round(note(calls, name))
    periodic.run_round()
    periodic.run_round()
    assert calls == 2 * [("first", Kind.UNSET), ("second", Kind.UNSET)]


def test_one_that_is_named_twice_is_called_once():
    calls = []
    function = note(calls, "once")
    assert periodic.every_round(periodic.every_round(function)) is function
    periodic.run_round()
    assert calls == [("once", Kind.UNSET)]


def test_one_that_fails_is_logged_and_keeps_no_other_from_its_turn(caplog):
    calls = []
    periodic.every_round(fail)
    periodic.every_round(note(calls, "after it"))
    with caplog.at_level(logging.ERROR):
        periodic.run_round()
    assert calls == [("after it", Kind.UNSET)]
    assert [record.getMessage() for record in caplog.records] == [
        f"{__name__}.fail failed; it is tried again next round"
    ]


@pytest.mark.django_db
def test_the_loop_calls_them_after_publishing():
    calls = []
    periodic.every_round(note(calls, "in the loop"))
    loop.run_due()
    assert calls == [("in the loop", Kind.UNSET)]


def test_they_have_their_turn_also_when_publishing_fails(monkeypatch):
    calls = []
    periodic.every_round(note(calls, "all the same"))
    monkeypatch.setattr(loop, "call_command", lambda name: fail())
    with pytest.raises(LookupError):
        loop.run_due()
    assert calls == [("all the same", Kind.UNSET)]
