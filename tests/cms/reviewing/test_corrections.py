"""The fast lane for typing slips: live at once, marked, and nothing else gets through it."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from cms.articles.models import ArticlePage
from cms.reviewing.corrections import correct
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import signed_in
from tests.isolation import posting

from .conftest import submitted


@pytest.fixture
def live(at_alder):
    """An article of the editor's, with a slip in its title."""
    return make_article("Waht one person can begin", owner=at_alder.editor)


def draft(article, by, **fields):
    article = ArticlePage.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save_revision(user=by)
    return article


def actions_on(article) -> list[str]:
    return list(PageLogEntry.objects.filter(page=article).order_by("timestamp").values_list("action", flat=True))


def test_a_slip_is_live_at_once_and_marked_as_one(at_alder, live):
    correct(draft(live, at_alder.editor, title="What one person can begin"), by=at_alder.editor)
    live.refresh_from_db()
    assert (live.title, live.has_unpublished_changes) == ("What one person can begin", False)
    entry = PageLogEntry.objects.filter(page=live).latest("timestamp")
    assert (entry.action, entry.user) == ("anteroom.correction", at_alder.editor)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "Something else altogether, and longer"}, "[Ss]ubmit"),
        ({"contents": "show"}, "[Ss]ubmit"),
        ({}, "Nothing differs"),
    ],
)
def test_anything_more_is_refused_and_kept_as_a_draft(fields, words, at_alder, live):
    if fields:
        draft(live, at_alder.editor, **fields)
    with pytest.raises(ValidationError, match=words):
        correct(live, by=at_alder.editor)
    assert ArticlePage.objects.get(pk=live.pk).title == "Waht one person can begin"


def test_not_while_it_waits_for_a_decision(at_alder, live):
    article = submitted(draft(live, at_alder.practitioner, title="What one person can begin"), at_alder.practitioner)
    with pytest.raises(ValidationError, match="waits for a decision"):
        correct(article, by=at_alder.editor)


def test_not_before_readers_see_it(at_alder, article):
    with pytest.raises(ValidationError, match="readers see"):
        correct(article, by=at_alder.editor)


@pytest.mark.parametrize(("role", "title"), [("editor", "What one"), ("practitioner", "Waht one")])
def test_the_button_in_the_editor(role, title, alder):
    with in_practice(alder.practice):
        page = make_article("Waht one", owner=alder.practitioner)
        ids = [block.id for block in page.body]
    form = posting.article(alder, "What one", publish=False, slug=page.slug, introduction=page.introduction)
    shown = page.published_at.astimezone(ZoneInfo(alder.practice.time_zone)).strftime("%Y-%m-%d %H:%M")
    form |= {"published_at": shown, "body-0-id": ids[0], "action-correct": "action-correct"}
    url = f"/admin/pages/{page.pk}/edit/"
    signed_in(getattr(alder, role), alder.practice).post(url, form)
    with in_practice(alder.practice):
        assert ArticlePage.objects.get(pk=page.pk).title == title
        assert ("anteroom.correction" in actions_on(page)) == (role == "editor")
