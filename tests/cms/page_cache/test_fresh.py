"""After every kind of change, every kept page is what Django would make now; and only what changed is made anew."""

import datetime

import pytest
from django.utils import timezone

from cms.booking.models import BookingOffer
from cms.comments.deciding import decide
from cms.comments.models import CommentSettings, ReaderComment
from cms.comments.persons import erase
from cms.comments.shortening import mark_of, shorten
from cms.faq.models import FaqEntry
from cms.media.making import make_sizes
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.site_pages.models import HomePage, PracticeSettings, StandardPage
from sites.models import Practice
from sites.scoping import across_practices
from sites.showing import EVERYTHING, changed
from tests.building import make_article, make_offer, make_picture, make_profile
from tests.conftest import reader

FIRST_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


class Shop:
    """A practice with something of everything that a change can touch."""

    def __init__(self, alder):
        self.practice, self.owner = alder.practice, alder.owner
        CommentSettings(comments="on").save()
        self.picture = make_picture()
        self.profile = make_profile()
        self.offer = make_offer()
        self.faq = FaqEntry.objects.create(question="Is it far?", answer="<p>No.</p>")
        self.articles = [
            make_article(
                f"Article {number}",
                [{"paragraph": f"Words number {number}."}],
                authors=[self.profile],
                published_at=FIRST_DAY + datetime.timedelta(days=number),
                listing_image=self.picture if number == 1 else None,
            )
            for number in range(5)
        ]
        self.comment = ReaderComment.objects.create(
            article=self.articles[1], name="Ro", text="This helped.", state=ReaderComment.State.HELD
        )
        self.about = StandardPage.objects.get(slug="about")
        self.settings = PracticeSettings.objects.get(site=self.practice.site)

    @property
    def paths(self) -> list[str]:
        pages = BasePage.objects.live().filter(depth__gt=1)
        beside = ["/feed.atom", "/sitemap-1.xml", "/manifest.webmanifest", "/accessibility/"]
        return [*(page.url for page in pages), *beside, "/what-this-site-contacts/"]


def retitle(shop):
    page = shop.articles[1]
    page.title = "Quite another title"
    page.save_revision().publish()


def withdraw(shop):
    shop.articles[1].unpublish()


def publish_between(shop):
    make_article("Between", published_at=FIRST_DAY + datetime.timedelta(days=2, hours=1))


def move_in_time(shop):
    page = shop.articles[0]
    page.published_at = FIRST_DAY + datetime.timedelta(days=3, hours=1)
    page.save_revision().publish()


def delete(shop):
    shop.articles[2].delete()


def approve(shop):
    decide(shop.comment, "approve", by=shop.owner, seen="held")


def approve_and_shorten(shop):
    approve(shop)
    comment = ReaderComment.objects.get(pk=shop.comment.pk)
    shorten(comment, "R", "This helped me.", by=shop.owner, seen=mark_of(comment))


def approve_and_erase(shop):
    approve(shop)
    erase(ReaderComment.objects.filter(pk=shop.comment.pk), by=shop.owner)


def rename_practice(shop):
    shop.practice.name = "Another Name"
    shop.practice.save()


def rename_menu_page(shop):
    shop.about.title = "Who we are"
    shop.about.save_revision().publish()


def change_look(shop):
    shop.settings.theme = "journal"
    shop.settings.save()


def close_offer(shop):
    BookingOffer.objects.get(pk=shop.offer.pk).delete()


def rename_author(shop):
    shop.profile.title = "Ada Quill-Hart"
    shop.profile.save_revision().publish()


def describe_picture(shop):
    picture = PracticeImage.objects.get(pk=shop.picture.pk)
    picture.credit, picture.description = "Somebody", "A quiet room with a chair"
    picture.save()


def change_home(shop):
    home = HomePage.objects.get()
    home.introduction = "Come in."
    home.save_revision().publish()


def publish_by_the_clock(shop):
    """As the periodic work does it, in no practice's scope."""
    page = shop.articles[3]
    page.title = "At its hour"
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    with across_practices():
        revision.as_object().go_live_at = None
        revision.publish(previous_revision=None)


CHANGES = [
    retitle,
    withdraw,
    publish_between,
    move_in_time,
    delete,
    approve,
    approve_and_shorten,
    approve_and_erase,
    rename_practice,
    rename_menu_page,
    change_look,
    close_offer,
    rename_author,
    describe_picture,
    change_home,
]


@pytest.fixture
def shop(birch, at_alder):
    return Shop(at_alder)


def assert_changes(process, shop, change, settings):
    """After the change every page is another one where Django would make another one, and no other."""
    before = {path: process.ask(shop.practice, path)[2] for path in shop.paths}
    change(shop)
    practice = Practice.objects.get(pk=shop.practice.pk)
    kept = {path: process.ask(practice, path)[2] for path in shop.paths}
    settings.PAGE_CACHE = False
    fresh = {path: reader(practice).get(path).content for path in shop.paths}
    assert [path for path in fresh if fresh[path] != kept[path]] == []
    assert fresh != before, "the change shows nowhere, so this has proved nothing"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_every_page_is_what_it_would_be_without_a_cache(process, shop, change, settings, birch):
    process.warm(shop.practice, shop.paths)
    process.warm(birch.practice, ["/", "/articles/"])
    assert_changes(process, shop, change, settings)
    assert process.knows(birch.practice, "/")
    assert process.knows(birch.practice, "/articles/")


@pytest.mark.parametrize(
    "change", [retitle, withdraw, describe_picture, rename_author, close_offer], ids=lambda change: change.__name__
)
def test_pages_that_were_made_of_kept_pieces_are_forgotten_too(process, shop, change, settings):
    """The second time a page is made, most of what it shows is not drawn again (cms/pages/kept.py)."""
    make_sizes(shop.picture)
    for _ in range(2):
        changed(shop.practice.pk, EVERYTHING)
        process.warm(shop.practice, shop.paths)
    assert_changes(process, shop, change, settings)


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (retitle, {0, 1, 2}),  # it and those that name it as the one before and after
        (publish_between, {2, 3}),
        (withdraw, {0, 1, 2}),
        (approve, {1}),
        (approve_and_erase, {1}),
        (change_home, {0, 1, 2, 3, 4}),
    ],
)
def test_only_what_shows_the_change_is_made_anew(process, shop, change, gone):
    """As long as they do not stand beside it as related ones."""
    for article in shop.articles:
        type(article).objects.filter(pk=article.pk).update(nearby_ids=[])
    process.warm(shop.practice, [article.url for article in shop.articles])
    change(shop)
    stayed = {number for number, article in enumerate(shop.articles) if process.knows(shop.practice, article.url)}
    assert stayed == {0, 1, 2, 3, 4} - gone


def draft(shop):
    shop.articles[1].title = "Only a draft"
    shop.articles[1].save_revision()


def begin(shop):
    make_article("Not yet", live=False)


def upload(shop):
    make_picture("Another")


def write_a_comment(shop):
    ReaderComment.objects.create(article=shop.articles[1], name="Bo", text="Hm.", token="b" * 32)


@pytest.mark.parametrize("change", [draft, begin, upload, write_a_comment], ids=lambda change: change.__name__)
def test_what_no_reader_sees_changes_no_page(process, shop, change):
    process.warm(shop.practice, shop.paths)
    number = len(process.cache.memory)
    change(shop)
    process.look()
    assert len(process.cache.memory) == number
