"""Two new articles may link to each other: the one that goes first says the words, and the link comes by itself."""

import datetime

import pytest
from django.utils import timezone

from cms.article_check.checking import check
from cms.article_check.decisions import decide
from cms.article_check.reading import Reading
from cms.article_check.rules.register import BY_KEY
from cms.articles.gates import CannotGoOn
from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.reviewing.conftest import submitted
from tests.conftest import reader

from .test_links import linking, page_link
from .writing import block


def submit(page, at):
    submitted(page, at.practitioner)


def schedule(page, at):
    page.go_live_at = timezone.now() + datetime.timedelta(days=3)
    page.save_revision(user=at.editor).publish(user=at.editor)


def withdraw(page, at):
    page.save_revision().publish()
    ArticlePage.objects.get(pk=page.pk).unpublish(user=at.editor)


def leave(page, at):
    pass


@pytest.mark.parametrize(
    ("what_is_done", "level"), [(leave, "ask"), (withdraw, "ask"), (submit, "hint"), (schedule, "hint")]
)
def test_how_much_a_link_to_a_page_that_is_not_public_weighs(what_is_done, level, at_alder):
    draft = make_article("Draft", live=False, owner=at_alder.practitioner)
    what_is_done(draft, at_alder)
    [finding] = BY_KEY["dead_link"].findings(Reading(linking(page_link(draft.pk))))
    assert (finding.level, finding.excerpt) == (level, f"page {draft.pk}")


def test_a_page_of_another_practice_that_waits_is_as_missing_as_none(birch, at_alder):
    with in_practice(birch.practice):
        foreign = submitted(make_article("Foreign", live=False, owner=birch.practitioner), birch.practitioner)
    [finding] = BY_KEY["dead_link"].findings(Reading(linking(page_link(foreign.pk))))
    assert (finding.level, finding.what) == ("stop", "The page that this links to is not there any more.")


@pytest.mark.parametrize("number", [1, 3])
def test_three_links_ask_no_more_than_one(number, at_alder, django_assert_num_queries):
    drafts = [make_article(f"Draft {one}", live=False) for one in range(number)]
    article = linking(*(page_link(draft.pk) for draft in drafts))
    make_article("Kinds are known", live=False)
    with django_assert_num_queries(2):
        assert len(list(BY_KEY["dead_link"].findings(Reading(article)))) == number


def test_two_that_link_to_each_other_go_live_one_after_the_other(at_alder):
    pages = [make_article(title, live=False) for title in ("First", "Second")]
    for page, other in (pages, reversed(pages)):
        text = f"<p>Look at {page_link(other.pk)}.</p>"
        page.body = page.body.stream_block.to_python([block("paragraph", text)])
        page.save_revision(user=at_alder.practitioner)
    first, second = (ArticlePage.objects.get(pk=page.pk) for page in pages)
    with pytest.raises(CannotGoOn):
        first.latest_revision.publish(user=at_alder.editor)
    [asked] = check(first.get_latest_revision_as_object()).asks
    decide(first, asked, "They go live together.", by=at_alder.practitioner)
    first.latest_revision.publish(user=at_alder.editor)
    page, words = reader(at_alder.practice), f">page {second.pk}</a>"
    assert f"<a{words}" in page.get(first.url).text
    second.latest_revision.publish(user=at_alder.editor)
    assert f'<a href="{second.url}"{words}' in page.get(first.url).text
