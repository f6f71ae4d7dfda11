"""Pieces that show rows of others, in and around an article's words: a change of any of them shows at once."""

import datetime
import json
import re

import pytest

from cms.articles.models import TopicPage
from cms.booking.models import BookingOffer
from cms.comments.models import ReaderComment
from cms.faq.models import FaqEntry
from cms.pages import kept
from cms.people.models import Credential
from tests.building import make_article, make_offer, make_profile, make_ready_picture
from tests.cms.comments.conftest import choose, written
from tests.cms.sample_blocks import body_of, drawn
from tests.cms.test_kept import html
from tests.cms.test_queries import topic

FAQ = {"title": "Asked often", "items": [{"question": "May I come alone?", "answer": "Yes."}, {"bank": "how-long"}]}
YESTERDAY = datetime.date(2020, 1, 1)


@pytest.fixture
def article(at_alder):
    choose(at_alder.practice, comments="on")
    author = make_profile("Ada Quill", listing_image=make_ready_picture("Ada"))
    Credential.objects.create(page=author, title="MA in Counselling")
    make_article("One before", published_at="2026-01-01T12:00Z")
    named = {
        "how-long": FaqEntry.objects.create(question="How long is a session?", answer="<p>Fifty minutes.</p>"),
        "offer": make_offer("A first talk"),
        "near": make_article("A near one", listing_image=make_ready_picture("Near")),
    }
    page = make_article(
        blocks=[{"faq": FAQ}, {"related_articles": {"articles": ["near"]}}, {"call_to_action": {"offer": "offer"}}],
        resolve=lambda kind, name: named.get(name),
        authors=[author],
        topics=[topic("Sleep")],
        published_at="2026-02-01T12:00Z",
    )
    written(page, state="approved")
    return page


# Each with rows that it changes behind everybody's back, and what readers see before and after.
CHANGES = {
    "question of the bank": (FaqEntry, {"question": "How long does it take?"}, "How long is", "How long does"),
    "answer of the bank": (FaqEntry, {"answer": "<p>An hour.</p>"}, "Fifty minutes", "An hour"),
    "offer closed": (BookingOffer, {"state": "closed"}, "How to book", "Closed for now"),
    "offer open again": (BookingOffer, {"state": "closed", "closed_until": YESTERDAY}, "", "How to book"),
    "topic renamed": (TopicPage, {"title": "Nights"}, ">Sleep<", ">Nights<"),
    "credential renamed": (Credential, {"title": "BSc in Nursing"}, "MA in Counselling", "BSc in Nursing"),
    "credential lapsed": (Credential, {"expires_date": YESTERDAY}, "MA in Counselling", "Ada Quill"),
    "comment shortened": (ReaderComment, {"text": "Shorter."}, "we tried it", "Shorter."),
    "comment withdrawn": (ReaderComment, {"state": "declined"}, "we tried it", "Nobody has written"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_shows_at_once(at_alder, article, what):
    model, fields, gone, come = CHANGES[what]
    before = html(at_alder.practice, article.url)
    assert gone in before
    model.objects.update(**fields) if model is not TopicPage else retitled(TopicPage.objects.get(), "Nights")
    after = html(at_alder.practice, article.url)
    assert come in after
    assert not gone or gone not in after
    kept.forget()
    assert html(at_alder.practice, article.url) == after  # also what other programs are told


def retitled(page, title: str):
    page.title = title
    page.save()


@pytest.mark.parametrize("title", ["One before", "A near one", "A first article"])
def test_articles_that_are_shown_under_another_title(at_alder, article, title):
    assert title in html(at_alder.practice, article.url)
    retitled(type(article).objects.get(title=title), "Quite another")
    after = html(at_alder.practice, article.url)
    assert "Quite another" in after
    assert title not in re.sub(r"<title>.*?</title>", "", after)


def test_the_same_question_twice_has_two_addresses_drawn_or_kept(at_alder):
    """A kept block is not drawn, and its addresses are taken all the same."""
    once = {"title": "Once", "items": [{"question": "May I come alone?", "answer": "Yes."}]}
    again = {"title": "Again", "items": once["items"]}
    for blocks in ([{"faq": once}], [{"faq": once}, {"faq": again}], [{"faq": again}, {"faq": once}]):
        found = re.findall(r'class="answer" id="([^"]*)"', drawn(body_of(blocks)))
        assert found == ["may-i-come-alone", "may-i-come-alone-2"][: len(blocks)]


def test_what_is_told_to_others_is_valid_however_often_it_is_asked(at_alder, article):
    for _ in range(2):
        told = re.search(r'<script type="application/ld\+json">(.*?)</script>', html(at_alder.practice, article.url))
        kinds = [node["@type"] for node in json.loads(told[1])["@graph"]]
        assert kinds[-2:] == ["BlogPosting", "FAQPage"]
