"""Two practices with one of everything each: A, which attacks, and B, which must not notice."""

import re
from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Collection, Comment, PageViewRestriction

from cms.articles.models import ArticleIndexPage, ArticlePage, TopicPage
from cms.booking.models import BookingOffer
from cms.booking_requests.receiving import receive
from cms.faq.models import FaqEntry
from cms.media.models import PracticeDocument, PracticeImage
from cms.pages.models import BasePage
from cms.people.models import Credential
from cms.redirects.models import Redirect
from cms.site_pages.models import HomePage, PracticeSettings, ServiceIndexPage, ServicePage
from sites.models import Membership
from sites.scoping import in_practice
from tests.building import make_article, make_profile, picture_file
from tests.conftest import open_with_people, signed_in

from .invariant import models

WORD = "Zanzibar"  # in every text of B; no answer to A may hold it
A_KEYS, B_KEYS, NOBODYS_KEYS, LATER_KEYS = 5_000_000, 7_000_000, 8_000_000, 9_000_000
KEY_OF_B = re.compile(r"(?<![0-9a-f])7000\d{3}(?![0-9a-f])")
KEY_OF_NOBODY = re.compile(r"(?<![0-9a-f])8000(\d{3})(?![0-9a-f])")


def begin_keys_at(number: int):
    """Let every table that counts its rows go on from here: no key of one practice is a key of the other."""
    for model in models():
        column = model._meta.auto_field and model._meta.auto_field.column
        if column is None or model._meta.auto_field.get_internal_type() == "UUIDField":
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, column, number])


def plant(slug: str, name: str, word: str) -> SimpleNamespace:
    """A practice, its four people, and one of everything."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        side = open_with_people(slug, name)
        side.practice.approves_own = True  # so that one person can do everything to an article
        side.practice.save()
        side.word = word
        with in_practice(side.practice):
            _plant_media(side)
            _plant_pages(side)
            _plant_around_pages(side)
            _plant_requests(side)
    side.membership = Membership.everywhere.get(practice=side.practice, user=side.practitioner)
    return side


def _plant_media(side):
    side.picture = PracticeImage.objects.create(
        title=f"{side.word} picture",
        description=f"What can be seen at {side.word}",
        file=picture_file(f"{side.word.lower()}.jpg"),
        uploaded_by_user=side.owner,
    )
    side.picture.tags.add(f"{side.word} tag")
    side.tag = side.picture.tags.get()
    side.rendition = side.picture.get_rendition("width-300")
    side.folder = side.practice.collection.add_child(instance=Collection(name=f"{side.word} folder"))
    side.document = PracticeDocument(title=f"{side.word} leaflet", uploaded_by_user=side.owner)
    side.document.file.save(f"{side.word.lower()}-leaflet.txt", ContentFile(f"{side.word} leaflet".encode()))
    side.document.save()


def _plant_pages(side):
    side.home, side.index = HomePage.objects.get(), ArticleIndexPage.objects.get()
    side.profile = make_profile(f"{side.word} Quill", person=side.practitioner, owner=side.owner)
    side.credential = Credential.objects.create(page=side.profile, title=f"{side.word} diploma")
    side.topic = side.index.add_child(instance=TopicPage(title=f"{side.word} topic"))
    side.topic.save_revision().publish()
    side.entry = FaqEntry(question=f"{side.word}, how long?", answer=f"<p>{side.word} answer</p>")
    side.entry.save()
    side.entry.save_revision(user=side.editor)
    side.offer = BookingOffer.objects.create(name=f"{side.word} talk", slug=f"{side.word.lower()}-talk")
    side.offer.practitioners.set([side.profile])
    resolve = {"picture": side.picture, "bank": side.entry, "offer": side.offer}
    words = [
        {"paragraph": f"{side.word} words."},
        {"image": {"picture": "it", "caption": side.word}},
        {"faq": {"items": [{"bank": "it"}]}},
        {"call_to_action": {"offer": "it", "heading": side.word, "text": "Come.", "button": "Book"}},
    ]
    common = {"owner": side.practitioner, "topics": [side.topic], "authors": [side.profile]}
    side.other = make_article(f"{side.word} other article", owner=side.owner)
    side.article = make_article(
        f"{side.word} article", words, resolve=lambda kind, name: resolve[kind], listing_image=side.picture, **common
    )
    side.draft = make_article(f"{side.word} draft", live=False, **common)
    side.waiting = make_article(f"{side.word} waiting", live=False, **common)
    side.locked = make_article(f"{side.word} secret", **common)
    side.author = side.article.authors.get()
    side.service = ServicePage(title=f"{side.word} service", offer=side.offer)
    ServiceIndexPage.objects.get().add_child(instance=side.service)
    side.revision = side.article.save_revision(user=side.editor)
    side.look = PracticeSettings.objects.get(site=side.practice.site)


def _plant_around_pages(side):
    side.practice.workflow.start(ArticlePage.objects.get(pk=side.waiting.pk), side.practitioner)
    side.workflow_state = BasePage.objects.get(pk=side.waiting.pk).current_workflow_state
    side.task_state = side.workflow_state.current_task_state
    page = BasePage.objects.get(pk=side.article.pk)
    side.comment = Comment.objects.create(page=page, user=side.editor, text=f"{side.word} comment", contentpath="title")
    side.restriction = PageViewRestriction.objects.create(
        page_id=side.locked.pk, restriction_type="password", password=f"{side.word} password"
    )
    side.redirect = Redirect.objects.create(old_path=f"/{side.word.lower()}-old", page=page)
    side.session = EditingSession.objects.create(
        user=side.editor, content_type=ContentType.objects.get_for_model(ArticlePage), object_id=str(page.pk),
        last_seen_at=timezone.now(), is_editing=True,
    )  # fmt: skip


def _plant_requests(side):
    """An offer that is booked by request, and one request for it."""
    side.by_request = BookingOffer.objects.create(
        name=f"{side.word} request", slug=f"{side.word.lower()}-request", way="request", online=True
    )
    side.contact = f"reader@{side.word.lower()}.example"
    content = {"name": f"{side.word} reader", "reach": "email", "contact": side.contact, "known": "new"}
    content |= {"place": "online", "zone": "Europe/London", "times": [], "words": f"{side.word} wish"}
    side.request = receive(side.by_request, f"{side.word} token", content)


@contextmanager
def two_sides():
    """The two practices, inside a transaction that is rolled back at the end."""
    cache.clear()
    with transaction.atomic():
        begin_keys_at(A_KEYS)
        a = plant("alder", "Alder Practice", "Alder")
        begin_keys_at(B_KEYS)
        b = plant("birch", f"{WORD} Rooms", WORD)
        begin_keys_at(LATER_KEYS)
        yield SimpleNamespace(a=a, b=b, cookies=_sign_everybody_in(a, b))
        transaction.set_rollback(True)


ROLES = ("owner", "editor", "practitioner", "second_practitioner")


def _sign_everybody_in(*sides) -> dict:
    """Cookies by practice and role: signing in is not what these tests are about."""
    return {
        (side.practice.slug, role): signed_in(getattr(side, role), side.practice).cookies
        for side in sides
        for role in ROLES
    }


def browser(world, side, role: str = "owner", at=None) -> Client:
    """A browser of somebody of this side, signed in at their own practice; ``at`` replays its cookies elsewhere."""
    practice = (at or side).practice
    client = Client(headers={"host": practice.installation_host}, raise_request_exception=False)
    client.cookies.update(world.cookies[side.practice.slug, role])
    return client
