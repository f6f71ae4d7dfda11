"""A real service is asked: each kind of answer is told apart, and nobody keeps us waiting."""

import time

import pytest

from cms.link_checks.asking import Answer, Asker, Kind
from cms.link_checks.pace import Pace

BOOKING = "booking.example"


def answer(service, path, **other) -> Answer:
    return service.asker(**other).ask(service.url(path))


@pytest.mark.parametrize("status", [200, 204, 304, 403, 404, 410, 429, 500, 503])
def test_a_status_is_told_with_its_host(service, status):
    assert answer(service, f"status/{status}") == Answer(Kind.ANSWERED, BOOKING, status)


def test_whose_check_it_is_and_where_it_came_from_stands_in_no_request(service, monkeypatch):
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer(service, "to//status/200")
    first, second = (request.headers for request in service.server.seen)
    assert first == second
    assert first == {
        "Host": BOOKING,
        "User-Agent": "Anteroom link check",
        "Accept": "text/html, */*;q=0.5",
        "Connection": "close",
    }


def test_redirects_are_followed_and_the_last_host_is_told(service):
    assert answer(service, "to//status/410") == Answer(Kind.ANSWERED, BOOKING, 410)
    other = service.url("status/200", "other.example")
    assert answer(service, f"to/{other}") == Answer(Kind.ANSWERED, "other.example", 200)
    assert service.looked_up == [BOOKING, BOOKING, BOOKING, "other.example"]  # each anew


def test_who_leads_in_circles_is_left_after_five_redirects(service):
    assert answer(service, "round/") == Answer(Kind.LED_ON_AND_ON, BOOKING)
    assert len(service.server.seen) == 6


@pytest.mark.parametrize(
    "location",
    ["http://booking.example/", "ftp://booking.example/", "//booking.example:22/", "https://a:b@booking.example/",
     "https://[booking", "https://booking.example:99999/", "javascript:alert(1)", "https://.../", "//a..b/"],
)  # fmt: skip
def test_where_no_plain_https_address_comes_next_the_way_ends(service, location):
    assert answer(service, f"to/{location}") == Answer(Kind.NOT_HTTPS, BOOKING)
    assert len(service.server.seen) == 1


def test_a_name_that_does_not_exist(service):
    assert service.asker().ask("https://nowhere.example/") == Answer(Kind.NOT_PUBLIC, "nowhere.example")
    assert answer(service, "to/https://nowhere.example/") == Answer(Kind.NOT_PUBLIC, "nowhere.example")


def test_a_certificate_for_another_name_or_by_nobody_known(service):
    stranger = service.url("status/200", "stranger.example")
    assert service.asker().ask(stranger) == Answer(Kind.CERTIFICATE, "stranger.example")
    assert answer(service, "status/200", trust=Asker().trust) == Answer(Kind.CERTIFICATE, BOOKING)
    assert service.server.seen == []


@pytest.mark.parametrize("path", ["mute", "nonsense"])
def test_no_answer_is_one_answer(service, path):
    assert answer(service, path) == Answer(Kind.SILENT, BOOKING)


def test_nobody_listens_there(service):
    service.server.shutdown()
    service.server.server_close()
    assert answer(service, "status/200") == Answer(Kind.SILENT, BOOKING)


def test_who_sends_a_letter_now_and_then_is_left_when_the_whole_time_is_over(service):
    begun = time.monotonic()
    assert answer(service, "drip") == Answer(Kind.SILENT, BOOKING)
    assert 1.9 < time.monotonic() - begun < 3


def test_a_resolver_that_does_not_answer_is_left_too(service):
    begun = time.monotonic()
    assert answer(service, "status/200", resolve=lambda host: time.sleep(4)) == Answer(Kind.SILENT, BOOKING)
    assert time.monotonic() - begun < 2


def test_of_a_body_without_end_nothing_is_waited_for(service):
    begun = time.monotonic()
    assert answer(service, "endless") == Answer(Kind.ANSWERED, BOOKING, 200)
    assert time.monotonic() - begun < 1
    time.sleep(0.3)
    sent = service.server.sent
    time.sleep(0.3)
    assert service.server.sent == sent  # we have hung up


def test_a_host_is_asked_once_a_second(service):
    asker, began = service.asker(pace=Pace()), time.monotonic()
    for path in ("a", "b"):
        asker.ask(service.url(f"status/200?{path}", BOOKING))
    # From the beginning, not from the arrival of the first: a busy machine may let that one come late.
    assert service.server.seen[1].at - began >= 1


def test_another_host_need_not_wait(service, monkeypatch):
    waits = []
    monkeypatch.setattr("cms.link_checks.pace.time.sleep", waits.append)
    asker = service.asker(pace=Pace(seconds=600))
    for path, host in (("a", BOOKING), ("b", "other.example"), ("c", BOOKING)):
        asker.ask(service.url(f"status/200?{path}", host))
    assert waits[:2] == [0, 0]
    assert 0 < waits[2] <= 600
