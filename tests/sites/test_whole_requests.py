"""What is sent to the admin is stored whole or not at all; what no form there sends is refused, not broken by."""

import pytest
from wagtail.models import PageViewRestriction

from cms.articles.models import ArticleAuthor, ArticlePage
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_profile
from tests.conftest import signed_in
from tests.isolation import posting

LARGER = "9" * 25


@pytest.fixture
def article(alder):
    alder.word = "Alder"
    with in_practice(alder.practice):
        profile = make_profile("Ada Quill", person=alder.practitioner, owner=alder.owner)
        return make_article("Mine", owner=alder.practitioner, authors=[profile])


@pytest.fixture
def owner(alder):
    client = signed_in(alder.owner, alder.practice)
    client.raise_request_exception = False
    return client


def test_nothing_is_kept_of_what_the_guard_refuses_half_way(alder, article, owner):
    """The view saves the restriction before it comes to the group, which nobody may name."""
    sent = {"restriction_type": "password", "password": "open", "groups": "1"}
    assert owner.post(f"/admin/pages/{article.pk}/privacy/", sent).status_code == 400
    with across_practices():
        assert not PageViewRestriction.objects.exists()
    del sent["groups"]
    assert owner.post(f"/admin/pages/{article.pk}/privacy/", sent).status_code == 200
    with across_practices():
        assert PageViewRestriction.objects.get().password == "open"


@pytest.mark.parametrize("key", ["7e6", "x1", LARGER, "-1", "1.5", "٣"])
def test_keys_that_can_be_none(key, alder, article, owner):
    """In addresses, fields and blocks: never an error of ours, and nothing is stored."""
    edit = f"/admin/pages/{article.pk}/edit/"
    answers = [
        owner.get("/admin/choose-page/chosen-multiple/", {"id": key}),
        owner.post(edit, posting.article(alder, "Changed", listing_image=key)),
        owner.post(edit, posting.article(alder, "Changed", topics=[key])),
        owner.post(edit, posting.article(alder, "Changed", ("call_to_action", {"offer": key}))),
        owner.post(edit, posting.article(alder, "Changed", ("image", {"image": key}))),
    ]
    assert [answer.status_code for answer in answers if answer.status_code not in (200, 400, 404)] == []
    with in_practice(alder.practice):
        assert ArticlePage.objects.get(pk=article.pk).title == "Mine"


def test_a_form_that_was_not_sent_whole(alder, article, owner):
    assert owner.post(f"/admin/pages/{article.pk}/edit/", {"title": "x", "slug": "x"}).status_code == 400


def test_an_error_of_ours_stays_one(article, owner, monkeypatch):
    """Only what says that a key is none is taken for bad input."""

    def broken(*args, **kwargs):
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("wagtail.admin.views.pages.edit.EditView.get", broken)
    assert owner.get(f"/admin/pages/{article.pk}/edit/").status_code == 500


@pytest.mark.parametrize("publish", [True, False])
def test_somebody_named_in_two_tabs_is_an_author_once(publish, alder, article, owner):
    with in_practice(alder.practice):
        first = article.authors.get().profile
        second = make_profile("Bo Reed")
    rows = [first.pk, second.pk]  # the first is there already; this tab does not know it
    answer = owner.post(f"/admin/pages/{article.pk}/edit/", posting.article(alder, publish=publish, authors=rows))
    assert answer.status_code == 302
    with in_practice(alder.practice):
        newest = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        assert [author.profile.title for author in newest.authors.all()] == ["Ada Quill", "Bo Reed"]
        stored = ArticleAuthor.objects.filter(page=article.pk).values_list("profile__title", flat=True)
        assert list(stored) == (["Ada Quill", "Bo Reed"] if publish else ["Ada Quill"])
