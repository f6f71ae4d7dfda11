"""The story of an article: sentences, edits drawn together, pages, and people who have left."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.models import PageLogEntry

from cms.articles.models import ArticlePage
from cms.changes import story
from sites.membership import let_go
from sites.models import Membership, User
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import signed_in

EVENT = re.compile(r'"story-what">(.*?)[.:]</p>(?:\s*<blockquote class="story-comment">(.*?)</blockquote>)?')
OLDER = re.compile(r'href="([?]before=[^"]+)"')
TEN = parse_datetime("2027-01-04T10:02:00+00:00")


def plant(page, action, user, minutes, **data):
    """An entry of the log at so many minutes past ten."""
    moment = TEN + timedelta(minutes=minutes)
    entry = PageLogEntry(page=page, action=action, user=user, data=data, timestamp=moment, label=str(page))
    PageLogEntry.objects.bulk_create([entry])


@pytest.fixture
def article(alder, birch):
    """An article of each side without a story yet."""
    for place in (birch, alder):
        with in_practice(place.practice):
            place.article = make_article("Sleep", owner=place.practitioner)
            PageLogEntry.objects.filter(page=place.article.pk).delete()
    return alder.article


def told(alder, article, role="editor", **asked) -> list[str]:
    """What the screen says, each thing with its comment."""
    response = signed_in(getattr(alder, role), alder.practice).get(reverse("page_story", args=(article.pk,)), asked)
    return [unescape(" ".join(filter(None, said))) for said in EVENT.findall(response.content.decode())]


SENTENCES = [
    ("wagtail.create", {}, "Editor Alder began it"),
    ("wagtail.publish", {}, "Editor Alder put it live"),
    ("wagtail.publish.schedule", {}, "Editor Alder planned it to go live"),
    (
        "wagtail.publish.schedule",
        {"revision": {"go_live_at": "2027-06-01T09:00:00+00:00"}},
        "Editor Alder planned it to go live on 1 June 2027, 10:00",
    ),
    ("wagtail.rename", {"title": {"old": "A", "new": "B"}}, "Editor Alder renamed it from “A” to “B”"),
    ("wagtail.workflow.reject", {"comment": "Mend it."}, "Editor Alder sent it back Mend it."),
    ("wagtail.comments.create", {"comment": {"text": "kept in the margin"}}, "Editor Alder left a note in the margin"),
    ("wagtail.copy_for_translation", {}, "Editor Alder: Copy for translation"),
    ("no.longer.known", {"comment": "two commas"}, "Editor Alder: no.longer.known two commas"),
]


@pytest.mark.parametrize(("action", "data", "said"), SENTENCES)
def test_what_was_done_in_a_sentence(action, data, said, article, alder):
    with in_practice(alder.practice):
        plant(article, action, alder.editor, 0, **data)
    assert told(alder, article) == [said]


def test_edits_in_a_row_are_drawn_together(article, alder):
    with in_practice(alder.practice):
        for minutes in (0, 5, 38):
            plant(article, "wagtail.edit", alder.practitioner, minutes)
        for minutes in (40, 41):
            plant(article, "wagtail.edit", alder.editor, minutes)
        plant(article, "wagtail.publish", alder.editor, 50)
        plant(article, "wagtail.edit", alder.editor, 51)
    assert told(alder, article) == [
        "Editor Alder edited it",
        "Editor Alder put it live",
        "Editor Alder edited it twice, between 10:42 and 10:43",
        "Practitioner Alder edited it 3 times, between 10:02 and 10:40",
    ]


def test_a_real_round_through_the_editors(alder, birch):
    with in_practice(alder.practice):
        page = make_article("Rest", live=False, owner=alder.practitioner)
        alder.practice.workflow.start(page, alder.practitioner)
        state = ArticlePage.objects.get(pk=page.pk).current_workflow_state.current_task_state.specific
        state.reject(user=alder.editor, comment="Who says so?")
        ArticlePage.objects.get(pk=page.pk).current_workflow_state.resume(user=alder.practitioner)
        state = ArticlePage.objects.get(pk=page.pk).current_workflow_state.current_task_state.specific
        state.approve(user=alder.editor, comment="Good.")
    assert told(alder, page, role="practitioner")[:5] == [
        "Editor Alder put it live",
        "Editor Alder approved it Good.",
        "Practitioner Alder sent it to the editors again",
        "Editor Alder sent it back Who says so?",
        "Practitioner Alder sent it to the editors",
    ]


def test_pages_hold_each_thing_once_also_at_one_moment(article, alder, monkeypatch):
    monkeypatch.setattr(story, "A_PAGE", 2)
    monkeypatch.setattr(story, "A_BATCH", 3)
    with in_practice(alder.practice):
        for number in range(7):
            plant(article, "wagtail.move", alder.editor, number // 3)
    client, seen, further = signed_in(alder.editor, alder.practice), [], [""]
    for _ in range(4):
        response = client.get(reverse("page_story", args=(article.pk,)) + further[0])
        seen += [event.entry.pk for event in response.context["events"]]
        further = OLDER.findall(response.content.decode())
    with in_practice(alder.practice):
        kept = PageLogEntry.objects.filter(page=article.pk).order_by("-timestamp", "-pk")
        assert seen == list(kept.values_list("pk", flat=True))
    assert further == []


@pytest.mark.parametrize("position", ["", "x", "_", "2027-02-31T10:00:00+00:00_1", "2027-01-01T10:00:00_1", "é_²"])
def test_a_position_that_is_none_shows_the_beginning(position, article, alder):
    with in_practice(alder.practice):
        plant(article, "wagtail.create", alder.editor, 0)
    assert told(alder, article, before=position) == ["Editor Alder began it"]


def test_who_has_left_keeps_a_name(alder, birch):
    with in_practice(alder.practice):
        page = make_article("Rest", live=False)
        page.save_revision(user=alder.second_practitioner, log_action=True)
        page.save_revision(user=alder.practitioner, log_action=True)
        let_go(Membership.objects.get(user=alder.second_practitioner), by=alder.owner)
        plant(page, "wagtail.move", User(pk=999_999), 0)
        plant(page, "wagtail.move", None, 1)
    assert set(told(alder, page)) >= {
        "Second Practitioner Alder edited it",
        "Practitioner Alder edited it",
        "Somebody who is no longer here moved it",
        "Anteroom moved it",
    }


@pytest.mark.parametrize("number", [1, 3])
def test_a_longer_story_asks_no_more(number, article, alder, django_assert_num_queries):
    with in_practice(alder.practice):
        for person in (alder.editor, alder.owner, alder.practitioner)[:number]:
            plant(article, "wagtail.move", person, 0)
    client, address = signed_in(alder.editor, alder.practice), reverse("page_story", args=(article.pk,))
    client.get(address)
    with django_assert_num_queries(16):
        assert len(client.get(address).context["events"]) == number
