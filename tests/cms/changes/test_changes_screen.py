"""The screen "What changed": who sees it, what it shows, and how much it asks of the database."""

import pytest
from django.urls import reverse

from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.conftest import signed_in


def address(page_id, name="page_changes"):
    return reverse(name, args=(page_id,))


@pytest.fixture
def article(alder, birch):
    """A live article of A's practitioner with a newer draft; B has one too."""
    for place in (birch, alder):
        with in_practice(place.practice):
            page = make_article("Sleep", owner=place.practitioner)
            page.title, page.introduction = "Rest", "<b>New.</b>"
            page.save_revision(user=place.practitioner)
            place.article = page
    return page


def texts(response) -> str:
    return " ".join(response.content.decode().split())


def test_it_compares_what_is_live_with_the_newest(article, alder):
    page = texts(signed_in(alder.editor, alder.practice).get(address(article.pk)))
    assert "Title and introduction changed." in page
    assert '<del><span class="w-sr-only">removed: </span>Sleep<span' in page
    assert '<ins><span class="w-sr-only">added: </span>Rest<span' in page
    assert "&lt;b&gt;New.&lt;/b&gt;" in page
    assert "<b>New.</b>" not in page


MAY = {"owner": 200, "editor": 200, "practitioner": 200, "second_practitioner": 302}


@pytest.mark.parametrize("name", ["page_changes", "page_story"])
@pytest.mark.parametrize(("role", "status"), MAY.items())
def test_whoever_may_change_or_approve_it_sees_it(name, role, status, article, alder):
    assert signed_in(getattr(alder, role), alder.practice).get(address(article.pk, name)).status_code == status


@pytest.mark.parametrize("name", ["page_changes", "page_story"])
def test_foreign_and_missing_are_the_same(name, article, alder, birch, django_assert_num_queries):
    client = signed_in(alder.owner, alder.practice)
    foreign, missing = (client.get(address(pk, name)) for pk in (birch.article.pk, 999_999))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content


def test_versions_of_another_page_are_not_taken(article, alder, birch):
    client = signed_in(alder.editor, alder.practice)
    plain = client.get(address(article.pk)).context["before"]
    for number in (birch.article.latest_revision_id, 999_999, "x", "9" * 30, ""):
        response = client.get(address(article.pk), {"from": number})
        assert (response.status_code, response.context["before"]) == (200, plain)


def test_two_versions_can_be_chosen(article, alder):
    with in_practice(alder.practice):
        first, second = article.revisions.order_by("pk")
    response = signed_in(alder.editor, alder.practice).get(address(article.pk), {"from": second.pk, "to": first.pk})
    assert (response.context["before"], response.context["after"]) == (first, second)


def test_an_article_that_nobody_approved(alder):
    with in_practice(alder.practice):
        page = make_article(live=False)
    response = signed_in(alder.editor, alder.practice).get(address(page.pk))
    assert "This has not been approved before: all of it is new." in texts(response)


@pytest.mark.parametrize("number", [1, 3])
def test_more_changes_ask_no_more(number, alder, django_assert_num_queries):
    with in_practice(alder.practice):
        page = make_article(blocks=[{"paragraph": "Words."}])
        pictures = [make_picture(f"Picture {one}") for one in range(number)]
        page.body = [{"type": "image", "value": {"image": picture.pk, "alt": ""}} for picture in pictures]
        for _ in range(number):
            page.save_revision(user=alder.practitioner)
    client = signed_in(alder.editor, alder.practice)
    client.get(address(page.pk))
    with django_assert_num_queries(34):
        response = client.get(address(page.pk))
    assert texts(response).count("Picture ") >= number


def test_who_approves_reads_it_above_the_article(article, alder):
    with in_practice(alder.practice):
        alder.practice.workflow.start(ArticlePage.objects.get(pk=article.pk), alder.practitioner)
    edit = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    said = "Since it went live last: title and introduction changed."
    assert said in texts(signed_in(alder.editor, alder.practice).get(edit))
    assert said not in texts(signed_in(alder.practitioner, alder.practice).get(edit))
