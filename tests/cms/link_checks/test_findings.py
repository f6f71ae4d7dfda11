"""Which hosts are the same place, and when an address has its turn."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.link_checks.asking import Answer, Kind
from cms.link_checks.findings import finding_of
from cms.link_checks.models import next_turn


def test_turns_are_spread_over_the_day_and_a_day_apart():
    now = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
    turns = [next_turn(offer_id, now) for offer_id in range(2_400)]
    assert all(timedelta(hours=20) <= turn - now < timedelta(hours=44) for turn in turns)
    by_hour = [sum(turn.hour == hour for turn in turns) for hour in range(24)]
    assert min(by_hour) > 60  # of 100 on average
    assert next_turn(7, next_turn(7, now)) == next_turn(7, now) + timedelta(days=1)


@pytest.mark.parametrize(
    ("asked", "host", "state"),
    [
        ("https://booking.example/a", "www.booking.example", "right"),
        ("https://www.booking.example/a", "booking.example", "right"),
        ("https://booking.example/a", "app.of-the-service.example", "right"),
        ("https://calendar.app.google/a", "calendar.google.com", "right"),
        ("https://booking.example/a", "calendar.google.com", "wrong"),
        ("https://booking.example/a", "notbooking.example", "wrong"),
        ("https://booking.example/a", "booking.example.other.example", "wrong"),
    ],
)
def test_which_hosts_are_the_same_place(asked, host, state):
    answer = Answer(Kind.ANSWERED, host, 200)
    assert finding_of(answer, asked, lambda host: host.endswith("of-the-service.example")).state == state
