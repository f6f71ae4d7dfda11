"""How an article comes and goes: draft, preview, schedule, withdrawal, a new address."""

import datetime

import pytest
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.periodic import run_due
from cms.pages.models import BasePage
from cms.redirects.models import Redirect
from sites.scoping import across_practices, in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in


def status(page, practice) -> int:
    return reader(practice).get(page.url).status_code


def test_a_draft_is_not_public(at_alder):
    page = make_article(live=False)
    assert status(page, at_alder.practice) == 404


def test_an_unpublished_change_is_not_public(at_alder):
    page = make_article("Before")
    page.title = "After"
    page.save_revision()
    html = reader(at_alder.practice).get(page.url).text
    assert ("Before" in html, "After" in html) == (True, False)


def schedule(page, **minutes):
    """As an editor does with the dates in the side panel."""
    for name, number in minutes.items():
        setattr(page, name, timezone.now() + datetime.timedelta(minutes=number))
    page.save_revision().publish()


def test_a_scheduled_article_comes_when_it_is_due_and_not_before(alder, birch, later):
    with in_practice(alder.practice):
        first, second = make_article("First", live=False), make_article("Second", live=False)
        schedule(first, go_live_at=10)
        schedule(second, go_live_at=60)
    run_due()
    assert [status(page, alder.practice) for page in (first, second)] == [404, 404]
    later(minutes=11)
    assert status(first, alder.practice) == 404
    run_due()
    assert [status(page, alder.practice) for page in (first, second)] == [200, 404]
    assert status(first, birch.practice) == 404


def test_an_article_goes_when_its_time_is_over(alder, later):
    with in_practice(alder.practice):
        goes, stays = make_article("Goes"), make_article("Stays")
        schedule(goes, expire_at=10)
        schedule(stays, expire_at=60)
    run_due()
    assert [status(page, alder.practice) for page in (goes, stays)] == [200, 200]
    later(minutes=11)
    run_due()
    assert [status(page, alder.practice) for page in (goes, stays)] == [404, 200]


def test_what_is_due_comes_in_every_practice_with_its_own_byline(alder, birch, later):
    pages = []
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            pages.append((make_article(live=False, organisation_as_author=True), practice))
            schedule(pages[-1][0], go_live_at=10)
    later(minutes=11)
    run_due()
    assert [status(page, practice) for page, practice in pages] == [200, 200]
    with across_practices():
        bylines = [ArticlePage.objects.get(pk=page.pk).byline for page, _ in pages]
    assert bylines == ["Alder Practice", "Birch Rooms"]


# --- a new address leaves a redirect ---


def rename(page, slug):
    page = ArticlePage.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()


def test_a_changed_slug_leaves_a_redirect_at_this_practice_only(alder, birch, django_capture_on_commit_callbacks):
    with in_practice(alder.practice), django_capture_on_commit_callbacks(execute=True):
        page = make_article("On sleep")
        rename(page, "sleeping-badly")
    moved = reader(alder.practice).get("/articles/on-sleep/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/articles/sleeping-badly/")
    assert reader(alder.practice).get("/articles/sleeping-badly/").status_code == 200
    assert reader(birch.practice).get("/articles/on-sleep/").status_code == 404
    with across_practices():
        assert list(Redirect.objects.values_list("practice", "old_path")) == [(alder.practice.pk, "/articles/on-sleep")]


def test_a_redirect_to_a_withdrawn_article_leads_nowhere(alder, django_capture_on_commit_callbacks):
    with in_practice(alder.practice), django_capture_on_commit_callbacks(execute=True):
        page = make_article("On sleep")
        rename(page, "sleeping-badly")
        ArticlePage.objects.get(pk=page.pk).unpublish()
    assert reader(alder.practice).get("/articles/on-sleep/", follow=True).status_code == 404


def test_two_practices_may_move_the_same_address(alder, birch, django_capture_on_commit_callbacks):
    for practice, slug in ((alder.practice, "alders-way"), (birch.practice, "birchs-way")):
        with in_practice(practice), django_capture_on_commit_callbacks(execute=True):
            rename(make_article("On sleep"), slug)
    led = [reader(each.practice).get("/articles/on-sleep/").headers.get("Location") for each in (alder, birch)]
    assert led == ["/articles/alders-way/", "/articles/birchs-way/"]


def test_a_section_that_moves_takes_its_articles_along(alder, django_capture_on_commit_callbacks):
    with in_practice(alder.practice), django_capture_on_commit_callbacks(execute=True):
        make_article("On sleep")
        index = ArticleIndexPage.objects.get()
        index.slug = "journal"
        index.save_revision().publish()
    moved = reader(alder.practice).get("/articles/on-sleep/")
    assert (moved.status_code, moved.headers.get("Location")) == (301, "/journal/on-sleep/")


# --- preview ---


def form_of(title, words) -> dict:
    return nested_form_data(
        {
            "title": title,
            "slug": "a-preview",
            "introduction": "",
            "body": streamfield([("paragraph", rich_text(f"<p>{words}</p>"))]),
            "authors": inline_formset([]),
            "contents": "auto",
            "safety": "topics",
            "comments": inline_formset([]),
        }
    )


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_a_preview_shows_what_is_typed_before_it_is_saved(alder, role):
    with in_practice(alder.practice):
        index = BasePage.objects.type(ArticleIndexPage).get()
    browser = signed_in(getattr(alder, role), alder.practice)
    address = f"/admin/pages/add/articles/articlepage/{index.pk}/preview/"
    sent = browser.post(address, form_of("Typed just now", "Not saved anywhere."))
    assert sent.json() == {"is_valid": True, "is_available": True}
    html = browser.get(address).text
    assert [words for words in ("Typed just now", "Not saved anywhere.", "Alder Practice") if words not in html] == []
    with in_practice(alder.practice):
        assert not ArticlePage.objects.exists()
