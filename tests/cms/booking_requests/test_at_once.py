"""Several at the same moment: one request, one letter, and no more than the limit. With processes: tests/load."""

import threading
from collections import Counter

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from cms.booking_requests.letters import send_due
from cms.booking_requests.models import BookingRequest, Letter
from sites.scoping import in_practice

from .conftest import filled, make_offer, send, stored

# On SQLite all connections of a test share one database in memory, which does not wait as a file does.
pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database is not a file"),
    pytest.mark.django_db(transaction=True),
]
AT_ONCE = 6


def at_once(work) -> list:
    """What each of several threads gives back, all let go at the same moment."""
    ready, given = threading.Barrier(AT_ONCE), []

    def run(number):
        try:
            ready.wait()
            given.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_several_presses_at_the_same_moment_are_one_request_with_one_letter(alder):
    offer = make_offer(alder.practice)
    data = filled(offer)
    answers = at_once(lambda number: send(alder.practice, offer, data=data).status_code)
    assert answers == [303] * AT_ONCE
    with in_practice(alder.practice):
        assert (BookingRequest.objects.count(), Letter.objects.count()) == (1, 1)
    assert len(mail.outbox) == 1


def test_the_limit_holds_for_all_of_them_together(alder, settings):
    settings.REQUEST_LIMITS = {kind: {"with_proof": "9/h", "without": "2/h"} for kind in ("network", "practice")}
    offer = make_offer(alder.practice)
    forms = [filled(offer, name=f"Wren {number}") for number in range(AT_ONCE)]
    answers = Counter(at_once(lambda number: send(alder.practice, offer, data=forms[number]).status_code))
    assert answers == {303: 2, 429: AT_ONCE - 2}
    assert len(stored(alder.practice)) == 2


def test_of_several_that_want_one_letter_one_sends_it(alder):
    offer = make_offer(alder.practice)
    send(alder.practice, offer)
    with in_practice(alder.practice):
        Letter.objects.update(sent_at=None, next_try_at=timezone.now())
    mail.outbox.clear()
    at_once(lambda number: send_due())
    assert len(mail.outbox) == 1
