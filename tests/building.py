"""Articles for tests, built by code."""

from contextlib import contextmanager
from io import BytesIO
from unittest import mock

from django.core.files.images import ImageFile
from django.db import connection
from PIL import Image

from cms.articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage
from cms.articles.neutral import to_stream
from cms.booking.models import BookingOffer
from cms.media.making import make_sizes
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.people.models import PeopleIndexPage, PractitionerPage


@contextmanager
def guard_asleep():
    """Plant rows that the write guard would never let in, to see what the other walls make of them."""
    with mock.patch("sites.guard._is_ours_to_guard", return_value=False), row_security_asleep():
        yield


@contextmanager
def row_security_asleep():
    """PostgreSQL takes and shows every row, whatever the scope. SQLite does so anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    with mock.patch("sites.postgresql.base.what_to_tell", return_value=("all", "")):
        yield


def picture_file(name="picture.jpg", size=(640, 480), colour="#4a6670", kind="JPEG") -> ImageFile:
    """A real picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    buffer.seek(0)
    return ImageFile(buffer, name=name)


def make_picture(title="A quiet room", **fields) -> PracticeImage:
    """A picture of the practice in scope."""
    return PracticeImage.objects.create(title=title, file=picture_file(), description="A quiet room", **fields)


def make_ready_picture(title="A quiet room", **fields) -> PracticeImage:
    """A picture of the practice in scope with all its sizes, as it is some time after upload."""
    picture = make_picture(title, **fields)
    make_sizes(picture)
    return picture


def make_profile(name="Ada Quill", **fields) -> PractitionerPage:
    """A live profile in the practice in scope."""
    page = PractitionerPage(title=name, **fields)
    BasePage.objects.type(PeopleIndexPage).get().add_child(instance=page)
    page.save_revision().publish()
    return PractitionerPage.objects.get(pk=page.pk)


def make_offer(name="A talk", *, link="", practitioners=(), **fields) -> BookingOffer:
    """An offer in the practice in scope; with ``link`` it is booked at that address."""
    if link:
        fields |= {"way": "service", "service": "other", "service_details": {"url": link}}
    offer = BookingOffer.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)
    offer.practitioners.set(practitioners)
    return offer


def make_article(title="A first article", blocks=None, *, live=True, resolve=None, authors=(), topics=(), **fields):
    """An article in the practice in scope; ``blocks`` are in the neutral form."""
    page = ArticlePage(title=title, live=False, introduction="Two sentences. That is enough.", **fields)
    page.body = to_stream(blocks or [{"paragraph": "Some words."}], resolve or (lambda kind, name: None))
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    page.authors = [ArticleAuthor(profile=profile) for profile in authors]
    page.topics = list(topics)
    revision = page.save_revision()
    if live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)
