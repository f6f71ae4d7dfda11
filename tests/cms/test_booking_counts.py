"""A number for each day, and nothing of any reader."""

import pytest

from cms.booking import counting
from cms.booking.framing import frame_of
from cms.booking.models import BookingCount
from sites.scoping import in_practice
from tests.building import make_article, make_offer
from tests.conftest import reader, signed_in

CALENDLY = {"way": "service", "service": "calendly", "service_details": {"user": "alder", "event": "first"}}
JANE = {"way": "service", "service": "jane", "service_details": {"name": "alder"}}


def send(practice, what, **headers):
    return reader(practice).post("/book/a-talk/count/", {"what": what}, headers=headers)


def test_what_is_counted_is_a_number_for_the_day(birch, offers, at_alder):
    offer = offers("A talk", **CALENDLY)
    for what in ("opened", "opened", "booked"):
        answer = send(at_alder.practice, what, **{"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert counting.lately(offer) == {"opened": 2, "booked": 1}
    assert {field.name for field in BookingCount._meta.fields} == {"id", "practice", "offer", "day", "what", "number"}
    with in_practice(birch.practice):
        assert list(BookingCount.objects.all()) == []


@pytest.mark.parametrize(
    ("what", "headers"),
    [("opened", {"Sec-Fetch-Site": "cross-site"}), ("opened", {"Sec-Fetch-Site": "none"}), ("sold", {}), ("", {})],
)
def test_what_is_not_ours_is_not_counted(offers, at_alder, what, headers):
    offer = offers("A talk", **CALENDLY)
    assert send(at_alder.practice, what, **headers).status_code == 400
    assert counting.lately(offer) == {"opened": 0, "booked": 0}


def test_another_practices_offer_is_as_unknown_as_none(alder, birch):
    with in_practice(birch.practice):
        make_offer("A talk", **CALENDLY)
    there, nowhere = (
        send(alder.practice, "opened"),
        reader(alder.practice).post("/book/none/count/", {"what": "opened"}),
    )
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert reader(alder.practice).get("/book/a-talk/count/").status_code == 405


def test_counting_costs_a_write_and_no_more(offers, django_assert_num_queries):
    offer = offers("A talk")
    counting.count(offer, "opened")
    with django_assert_num_queries(1):
        counting.count(offer, "opened")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "opened its calendar here 1 time, and it announced 1 booking."),
        (3, "opened its calendar here 3 times, and it announced 3 bookings."),
    ],
)
def test_the_owner_sees_the_numbers_beside_the_service(alder, number, sentence):
    with in_practice(alder.practice):
        offer = make_offer("A talk", **CALENDLY)
        for _ in range(number):
            counting.count(offer, "opened")
            counting.count(offer, "booked")
    form = f"/admin/snippets/booking/bookingoffer/edit/{offer.pk}/"
    assert sentence in signed_in(alder.owner, alder.practice).get(form).text


# --- which page may frame what ---


def frame_sources(practice, path) -> list[str]:
    policy = reader(practice).get(path).headers["Content-Security-Policy"]
    return [part.strip() for part in policy.split(";") if "frame-src" in part]


def test_only_the_page_of_a_framed_service_may_frame_and_only_its_host(offers, at_alder):
    offers("Framed", **CALENDLY)
    offers("Linked", **JANE)
    offers("Rung")
    offers("Shut", state="closed", **CALENDLY)
    article = make_article()
    practice = at_alder.practice
    assert frame_sources(practice, "/book/framed/") == ["frame-src https://calendly.com"]
    for path in ("/book/linked/", "/book/rung/", "/book/shut/", article.url, "/", "/contact/"):
        assert frame_sources(practice, path) == []


@pytest.mark.parametrize(
    ("host", "is_framed"),
    [
        ("talks.example.org", True),
        ("alder.example.net", False),
        ("rooms.example.com", False),
        ("birch.rooms.example.com", False),
    ],
)
def test_a_page_of_ours_is_never_framed(offers, settings, host, is_framed):
    """Cal.com runs at hosts of anybody's own: with "allow-same-origin" ours could take their sandbox off."""
    settings.INSTALLATION_DOMAIN = "rooms.example.com"
    offer = offers("A talk", way="service", service="calcom", service_details={"host": host, "page": "ada/first"})
    assert offer.booking_link == f"https://{host}/ada/first"
    assert (frame_of(offer, "alder.example.net") is not None) is is_framed
