"""manage.py rotate_request_keys: everything sealed anew, in batches, as often as one likes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.booking_requests import rotation
from cms.booking_requests.answering import requests_of
from cms.booking_requests.sealing import CannotBeOpened
from sites.scoping import in_practice

from .conftest import CONTACT, NAME, make_offer, send, stored

NEW = {"new": b"n" * 32}


@pytest.fixture
def sides(alder, birch, offer):
    theirs = make_offer(birch.practice)
    for number in range(3):
        send(alder.practice, offer, name=f"{NAME} {number}")
    send(birch.practice, theirs)
    return [alder.practice, birch.practice]


def run(*arguments) -> str:
    out = StringIO()
    call_command("rotate_request_keys", *arguments, stdout=out)
    return out.getvalue()


def names(sides) -> list[list[str]]:
    return [[request.content()["name"] for request in stored(practice)] for practice in sides]


def found(practice) -> int:
    with in_practice(practice):
        return requests_of(CONTACT).count()


def test_everything_is_sealed_anew_in_every_practice_and_the_old_key_may_go(sides, settings):
    before, old = names(sides), settings.REQUEST_KEYS
    settings.REQUEST_KEYS = NEW | old
    assert [found(practice) for practice in sides] == [3, 1]
    said = run("--batch", "2")
    assert "  2 sealed anew\n  4 sealed anew\n4 requests were sealed anew with “new”.\n" in said
    assert "Nothing is sealed any more with: tests. Take it out of REQUEST_KEYS" in said
    settings.REQUEST_KEYS = NEW
    assert names(sides) == before
    assert [found(practice) for practice in sides] == [3, 1]
    assert run().startswith("0 requests were sealed anew")


def test_stopped_half_way_it_goes_on_from_there(sides, settings):
    settings.REQUEST_KEYS = NEW | settings.REQUEST_KEYS
    first = next(rotation.rotate(batch=3))
    assert first.sealed_anew == 3
    assert rotation.keys_not_needed() == []
    assert [found(practice) for practice in sides] == [3, 1]
    assert "1 requests were sealed anew" in run()


def test_what_cannot_be_opened_is_named_and_left_as_it_is(sides, settings):
    settings.REQUEST_KEYS = NEW | settings.REQUEST_KEYS
    (broken, *_) = stored(sides[0])
    with in_practice(sides[0]):
        type(broken).objects.filter(pk=broken.pk).update(sealed=f"{broken.sealed[:-8]}AAAAAAA=")
    with pytest.raises(CommandError, match=rf"1 could not be opened and are as they were \({broken.pk}\)"):
        run()
    left = stored(sides[0])[0]
    assert left.sealed.startswith("v1.tests.")
    with pytest.raises(CannotBeOpened):
        left.content()
    assert rotation.keys_not_needed() == []


def test_a_sealed_text_copied_into_another_row_or_practice_does_not_open(sides):
    ours, theirs = stored(sides[0]), stored(sides[1])
    theirs[0].sealed = ours[1].sealed = ours[0].sealed
    for row in (theirs[0], ours[1]):
        with pytest.raises(CannotBeOpened):
            row.content()
