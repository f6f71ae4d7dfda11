"""Whether there is room: an offer says so, and a full practice offers what remains instead of a dead end."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.people.models import Credential
from tests.building import make_article, make_profile
from tests.conftest import reader

TODAY = date(2026, 11, 22)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def in_days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("fields", "is_open", "reopens"),
    [
        ({}, True, None),
        ({"state": "waiting"}, True, None),
        ({"state": "closed"}, False, None),
        ({"state": "closed", "closed_until": in_days(1)}, False, in_days(1)),
        ({"state": "closed", "closed_until": in_days(0)}, True, None),
        ({"state": "closed", "closed_until": in_days(-9)}, True, None),
        ({"state": "refers", "refer_to": "Ask.", "closed_until": in_days(-1)}, False, None),
    ],
)
def test_what_is_open_today(offers, today, fields, is_open, reopens):
    offer = offers("A talk", **fields)
    assert (offer.is_open, offer.reopens_date) == (is_open, reopens)


def page(practice, path="/book/a-talk/") -> str:
    return reader(practice).get(path).text


def test_a_waiting_list_is_said_and_can_be_joined(offers, at_alder):
    offers("A talk", state="waiting", waiting_time="about six weeks", refer_to="Ask your doctor.")
    html = page(at_alder.practice)
    words = [
        "How to join the waiting list", "There is a waiting list: about six weeks.", "tel:+441632960001",
        "We put you on the list", "Where else you can turn", "Ask your doctor.",
    ]  # fmt: skip
    assert [word for word in words if word not in html] == []


def test_a_closed_offer_says_until_when_and_where_else_to_turn(offers, at_alder, today):
    offers("A talk", state="closed", closed_until=in_days(99), refer_to="Ask.", refer_url="https://help.example/x")
    html = page(at_alder.practice)
    assert "This is closed until 1 March 2027." in html
    assert '<a href="https://help.example/x" rel="noopener noreferrer">Go to help.example' in html
    assert "How to book" not in html


def test_an_open_offer_sends_nobody_away(offers, at_alder):
    offers("A talk", refer_to="Ask your doctor.")
    assert "Where else you can turn" not in page(at_alder.practice)


# --- in an article ---


def test_an_article_of_a_full_practice_says_so_and_leads_to_what_remains(offers, at_alder, today):
    offers("A talk", state="closed", closed_until=in_days(99), is_default=True, refer_to="Ask.")
    html = page(at_alder.practice, make_article().url)
    assert "Closed until 1 March 2027." in html
    assert "What you can do instead" in html
    assert 'href="/book/a-talk/"' in html
    assert 'href="tel:+441632960001"' in html


def test_what_is_open_stands_in_the_place_of_what_is_closed_and_says_so(offers, at_alder):
    offers("Of all", is_default=True)
    couples = offers("For couples", state="closed")
    article = make_article(blocks=[{"call_to_action": {"offer": "it"}}], resolve=lambda kind, name: couples)
    html = page(at_alder.practice, article.url)
    assert "“For couples” is closed for now. This is open:" in html
    assert 'href="/book/of-all/"' in html
    assert 'href="/book/for-couples/"' not in html


def test_an_offer_that_changes_changes_every_article_at_once(offers, at_alder):
    offer = offers("A talk", is_default=True)
    articles = [make_article(f"Article {n}") for n in range(3)]
    offer.fee, offer.phone = "£70", "+441632960002"
    offer.save()
    shown = [page(at_alder.practice, article.url) for article in articles]
    assert ["£70" in html and "tel:+441632960002" in html for html in shown] == [True, True, True]


# --- for whom, and by whom ---


def test_regions_are_the_credentials_that_hold_unless_the_owner_says_otherwise(offers, at_alder, today):
    ada, ben = make_profile("Ada"), make_profile("Ben")
    for profile, region, expires in (
        (ada, "Oregon", None), (ada, "Oregon", in_days(0)), (ada, "Ohio", in_days(-1)), (ben, "Washington, DC", None),
    ):  # fmt: skip
        Credential.objects.create(page=profile, title="Licence", region=region, expires_date=expires)
    offers("A talk", practitioners=[ada, ben])
    assert "<dd>Oregon, Washington, DC</dd>" in page(at_alder.practice)
    offers("Other", practitioners=[ada], regions="All of Canada but Quebec")
    html = page(at_alder.practice, "/book/other/")
    assert "<dd>All of Canada but Quebec</dd>" in html


def test_several_practitioners_stand_on_its_page_and_only_those_that_are_live(offers, at_alder):
    ada, ben, cleo = make_profile("Ada"), make_profile("Ben"), make_profile("Cleo")
    cleo.unpublish()
    offers("A talk", practitioners=[ada, ben, cleo])
    html = page(at_alder.practice)
    assert [name in html for name in (">Ada</a>", ">Ben</a>", "Cleo")] == [True, True, False]
