"""The write guard alone: objects made in code, past every form and manager, that would join two practices."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from wagtail.models import APIToken, Collection, Comment, Locale, PageViewRestriction, Revision

from cms.articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, TopicPage
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.media.models import PracticeImage, PracticeTag
from cms.redirects.models import Redirect
from cms.site_pages.models import PracticeSettings
from sites.guard import OfAnotherPractice
from sites.models import Membership
from sites.scoping import ScopeNotSet, across_practices, in_practice
from tests.building import make_article, make_picture, make_profile


@pytest.fixture
def of_b(birch):
    """One of each kind at B."""
    with in_practice(birch.practice):
        topic = TopicPage(title="Sleep", slug="sleep")
        ArticleIndexPage.objects.get().add_child(instance=topic)
        return {
            "article": make_article("B's"),
            "profile": make_profile("Bea"),
            "picture": make_picture("B's"),
            "entry": FaqEntry.objects.create(question="B?", answer="<p>Yes.</p>"),
            "offer": BookingOffer.objects.get(),
            "tag": PracticeTag.objects.create(name="b"),
            "topic": topic,
            "folder": Collection.objects.get(pk=birch.practice.collection_id).add_child(name="B's"),
            "settings": PracticeSettings.objects.get(site=birch.practice.site_id),
            "person": birch.practitioner,
        }


@pytest.fixture
def own(alder):
    with in_practice(alder.practice):
        return make_article("A's", owner=alder.practitioner)


def link(kind, pk) -> str:
    return f'<p><a linktype="{kind}" id="{pk}">here</a></p>'


def with_body(page, *blocks):
    page.body = json.dumps([{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks)])
    page.save()


# Wagtail's own save looks some things up before it writes, and finds nothing of B; with row security Django's own
# checks do not either.
REFUSALS = (OfAnotherPractice, ObjectDoesNotExist, ValidationError)
# What somebody might do in code at A with a thing of B; each is refused, and nothing is stored.
JOININGS = {
    "picture of a page": lambda own, b: _set(own, "listing_image_id", b["picture"].pk),
    "a link in rich text": lambda own, b: with_body(own, ("paragraph", link("page", b["article"].pk))),
    "a link in an answer": lambda own, b: FaqEntry.objects.create(question="?", answer=link("page", b["article"].pk)),
    "an author": lambda own, b: ArticleAuthor.objects.create(page=own, profile=b["profile"]),
    "a topic": lambda own, b: _add_topic(own, b["topic"]),
    "a tag": lambda own, b: make_picture().tagged.create(tag=b["tag"]),
    "a folder": lambda own, b: _set(make_picture(), "collection", b["folder"]),
    "an offer's person": lambda own, b: BookingOffer.objects.get().practitioners.add(b["profile"]),
    "somebody's login": lambda own, b: _set(make_profile(), "person", b["person"]),
    "a page's owner": lambda own, b: _set(own, "owner", b["person"]),
    "an old address": lambda own, b: Redirect.objects.create(old_path="/x", page_id=b["article"].pk),
    "a comment": lambda own, b: Comment.objects.create(page_id=b["article"].pk, user=own.owner, text="!"),
    "a restriction": lambda own, b: PageViewRestriction.objects.create(page_id=b["article"].pk),
    "a revision of its page": lambda own, b: Revision.objects.create(
        content_object=b["article"], user=own.owner, content=b["article"].serializable_data(), object_str="x"
    ),
    "its picture in a revision": lambda own, b: _revision_with(own, listing_image=b["picture"].pk),
    "its topic in a revision": lambda own, b: _revision_with(own, topics=[b["topic"].pk]),
    "its person in a revision": lambda own, b: _revision_with(own, owner=b["person"].pk),
    "its profile in a revision": lambda own, b: _revision_with(own, authors=[{"profile": b["profile"].pk}]),
    "a link in a revision": lambda own, b: _revision_with(
        own, body=json.dumps([{"type": "paragraph", "value": link("page", b["article"].pk), "id": "1"}])
    ),
}  # fmt: skip
# What somebody might do to B's own rows from A.
CHANGES = {
    "rename its page": lambda b: _set(b["article"], "title", "Taken"),
    "take its page": lambda b: _set(b["article"], "practice_id", None) or b["article"].save(),
    "rename its entry": lambda b: _set(b["entry"], "question", "Taken?"),
    "write over it by its key": lambda b: FaqEntry(pk=b["entry"].pk, question="Taken?", answer="-").save(),
    "rename its picture": lambda b: _set(b["picture"], "title", "Taken"),
    "rename its folder": lambda b: _set(b["folder"], "name", "Taken"),
    "change its look": lambda b: _set(b["settings"], "theme", "plain"),
    "change its person": lambda b: _set(b["person"], "first_name", "Taken"),
    "change its role": lambda b: _set(Membership.everywhere.get(user=b["person"]), "role", "owner"),
    "delete its page": lambda b: b["article"].delete(),
    "delete its picture": lambda b: b["picture"].delete(),
    "delete its tag": lambda b: b["tag"].delete(),
    "delete its folder": lambda b: Collection.objects.get(pk=b["folder"].pk).delete(),
    "close it": lambda b: _set(b["settings"].site.practice, "state", "closed"),
}
# What belongs to nobody is not changed from within a practice, and what is not used is not begun.
OF_NOBODY = {
    "a language": lambda person: Locale.objects.create(language_code="fr"),
    "a group": lambda person: Group.objects.create(name="All"),
    "being in a group": lambda person: person.groups.add(Group.objects.first()),
    "a key for programs": lambda person: APIToken.objects.create(user=person, name="x"),
}


def _set(row, field, value):
    setattr(row, field, value)
    row.save()


def _add_topic(page, topic):
    page = ArticlePage.objects.get(pk=page.pk)
    page.topics.add(topic)
    page.save()


def _revision_with(page, **content):
    Revision.objects.create(content_object=page, content={**page.serializable_data(), **content}, object_str="x")


@pytest.mark.parametrize("name", JOININGS)
def test_nothing_of_b_is_joined_to_a(name, alder, own, of_b):
    with in_practice(alder.practice), pytest.raises(REFUSALS):
        JOININGS[name](own, of_b)


@pytest.mark.parametrize("name", JOININGS)
def test_the_same_within_one_practice_is_let_through(name, birch, of_b):
    """So that the refusals above are for the reason they say."""
    with in_practice(birch.practice):
        JOININGS[name](make_article("Another of B", owner=birch.editor), of_b)


@pytest.mark.parametrize("name", [name for name in JOININGS if "person" not in name and "login" not in name])
def test_not_even_work_across_practices_joins_them(name, alder, own, of_b):
    if name in ("a link in an answer", "an old address", "a page's owner", "a comment", "a restriction", "a tag",
                "a folder", "an offer's person", "a revision of its page"):  # fmt: skip
        pytest.skip("its own row is made in A's scope, or is B's whole row there")
    with across_practices(), pytest.raises(OfAnotherPractice):
        JOININGS[name](own, of_b)


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_of_b_is_changed_from_a(name, alder, birch, of_b):
    with in_practice(alder.practice), pytest.raises(REFUSALS), transaction.atomic():
        CHANGES[name](of_b)
    with in_practice(birch.practice):
        assert ArticlePage.objects.get(pk=of_b["article"].pk).title == "B's"
        assert FaqEntry.objects.get(pk=of_b["entry"].pk).question == "B?"
        assert PracticeImage.objects.filter(pk=of_b["picture"].pk, title="B's").exists()


@pytest.mark.parametrize("name", OF_NOBODY)
def test_what_is_nobodys_stays_as_it_is(name, alder):
    with in_practice(alder.practice), pytest.raises(OfAnotherPractice):
        OF_NOBODY[name](alder.owner)


def test_without_a_scope_nothing_is_written(alder, own):
    own.title = "Changed"
    with pytest.raises(ScopeNotSet):
        own.save()


def test_whoever_left_may_still_be_named_where_they_were(alder, birch, own):
    Membership.everywhere.filter(user=alder.practitioner).delete()
    with in_practice(alder.practice):
        own.title = "Changed by an editor"
        own.save_revision(user=alder.editor).publish()
        assert ArticlePage.objects.get(pk=own.pk).owner_id == alder.practitioner.pk
        with pytest.raises(OfAnotherPractice):
            make_article("New", owner=alder.practitioner)


def test_a_link_that_lost_its_page_can_still_be_saved(alder, own):
    with in_practice(alder.practice):
        gone = make_article("Gone")
        with_body(own, ("paragraph", link("page", gone.pk)))
        gone.delete()
        own.save_revision().publish()
        own.copy(update_attrs={"slug": "copied", "title": "Copied"})
