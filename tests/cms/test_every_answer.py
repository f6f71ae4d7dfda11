"""Every public address of every demonstration practice: no cookie, and exactly these headers."""

import pytest
from django.test import Client

from cms.booking.framing import frame_of
from cms.booking.models import BookingOffer
from cms.demo.loader import PracticeLoader
from cms.media.making import make_sizes
from cms.media.models import PracticeImage, PracticeRendition
from cms.pages.models import BasePage
from sites.scoping import across_practices, in_practice
from tests.building import make_article
from tests.cms.test_delivery import FIXED
from tests.cms.test_safety_mode import make_guarded
from tests.conftest import reader
from tests.demonstration.pages import FEW_PRACTICES

PAGE = {**FIXED, "Content-Type": "text/html; charset=utf-8", "Vary": "Accept-Encoding"}
IN_SAFETY_MODE = {**PAGE, "Cache-Control": "no-store"}
# What a page may use is said to pages only.
OF_FILES = {name: value for name, value in FIXED.items() if name != "Permissions-Policy"}
PICTURE = {
    **OF_FILES,
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=31536000, immutable",
}
# Of each answer, and of no use to tell answers apart.
OF_EACH_FILE = {"Content-Length", "Content-Type", "ETag", "Last-Modified"}
ALWAYS = ["/privacy/", "/accessibility/", "/what-this-site-contacts/"]
FEWEST = 25


def headers_of(response, leave_out=("Content-Length",)) -> dict:
    return {name: value for name, value in response.headers.items() if name not in leave_out}


def assert_sound_page_tree():
    with across_practices():
        assert BasePage.find_problems() == ([], [], [], [], [])
        for index in BasePage.objects.filter(depth__gte=2):
            assert index.numchild == index.get_children().count(), index


def headers_of_offer(offer) -> dict:
    """Its page alone may frame something: the calendar of its booking service."""
    if (frame := frame_of(offer, "")) is None:
        return PAGE
    policy = f"{PAGE['Content-Security-Policy']}; frame-src {' '.join(frame.sources)}"
    return {**PAGE, "Content-Security-Policy": policy}


def addresses() -> dict[str, dict]:
    """Every page of the practice in scope, with the headers that it must have."""
    found = {
        page.url: IN_SAFETY_MODE if page.in_safety_mode else PAGE
        for page in BasePage.objects.live().filter(depth__gt=1)
    }
    found |= {offer.page_url: headers_of_offer(offer) for offer in BookingOffer.objects.all()}
    return found | dict.fromkeys([*ALWAYS, "/articles/?page=2", "/articles/?topic=x", "/nothing-here/"], PAGE)


@pytest.mark.demo
@pytest.mark.django_db
@pytest.mark.parametrize("slug", FEW_PRACTICES)
def test_a_loaded_practice_is_sound_and_every_page_and_picture_has_its_headers(slug):
    practice = PracticeLoader(slug, "a-long-enough-password").load()
    with in_practice(practice):
        expected = addresses()
        for picture in PracticeImage.objects.all()[:4]:
            make_sizes(picture)
    assert len(expected) >= FEWEST
    assert_sound_page_tree()
    client = reader(practice)
    answers = {address: client.get(address) for address in expected}
    with in_practice(practice):
        pictures = [f"/media/{name}" for name in PracticeRendition.objects.values_list("file", flat=True)[:20]]
    assert len(pictures) == 20
    assert {address: headers_of(answer) for address, answer in answers.items()} == expected
    for address in pictures:
        answer = client.get(address)
        assert headers_of(answer, OF_EACH_FILE) == PICTURE, address
        assert not answer.cookies
    assert [address for address, answer in answers.items() if answer.cookies] == []
    assert not client.cookies
    assert (IN_SAFETY_MODE in expected.values()) is (slug == "the-long-table")


def test_a_refusal_at_an_unknown_host_and_health_are_closed_too(alder):
    for host, path in (("nobody.anteroom.localhost", "/"), ("10.0.0.7", "/healthz")):
        headers = Client(headers={"host": host}).get(path).headers
        expected = {**FIXED} if headers["Content-Type"].startswith("text/html") else OF_FILES
        assert {name: headers.get(name) for name in expected} == expected, host


def test_over_https_browsers_are_told_to_stay_there(at_alder, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    client = reader(at_alder.practice)
    assert client.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_only_what_others_must_show_may_be_shown_elsewhere(at_alder):
    """The default is closed; a view that must be open says so, and is not overruled."""
    from django.http import HttpResponse

    from cms.delivery.middleware import OwnOriginMiddleware

    opened = HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})
    answers = [OwnOriginMiddleware(lambda request, answer=answer: answer)(None) for answer in (HttpResponse(), opened)]
    assert [answer.headers["Cross-Origin-Resource-Policy"] for answer in answers] == ["same-origin", "cross-origin"]


def test_a_page_in_safety_mode_is_not_kept_and_others_are_as_before(at_alder):
    guarded, ordinary = make_guarded(), make_article("Ordinary")
    client = reader(at_alder.practice)
    assert headers_of(client.get(guarded.url)) == IN_SAFETY_MODE
    assert headers_of(client.get(ordinary.url)) == PAGE
