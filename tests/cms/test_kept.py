"""Pieces that are drawn once: never another practice's, never out of date, never more than there is room for."""

import tracemalloc

import pytest

from cms.articles.models import ArticlePage
from cms.articles.neutral import to_stream
from cms.pages import kept
from cms.site_pages.models import PracticeSettings
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_offer, make_profile
from tests.cms.sample_blocks import EVERY_BLOCK, things_to_name
from tests.cms.test_queries import picture
from tests.conftest import reader

BLOCKS = [{name: neutral} for name, neutral, _ in EVERY_BLOCK]


def html(practice, address: str) -> str:
    response = reader(practice).get(address)
    assert response.status_code == 200
    return response.text


def test_the_same_words_are_drawn_for_each_practice(alder, birch):
    drawn = []
    for side in (alder, birch, alder):
        with in_practice(side.practice):
            assert kept.kept("test", ("same",), lambda: drawn.append("again") or f"of {len(drawn)}") in ("of 1", "of 2")
    assert drawn == ["again", "again"]


def test_outside_a_practice_nothing_is_kept(db):
    with across_practices():
        assert [kept.kept("test", ("same",), lambda n=n: str(n)) for n in (1, 2)] == ["1", "2"]


def test_what_cannot_be_known_is_drawn_each_time(at_alder):
    assert [kept.kept("test", None, lambda n=n: str(n)) for n in (1, 2)] == ["1", "2"]


def test_the_oldest_make_room(at_alder, settings):
    settings.KEPT_PIECES_BYTES = 1_300
    for number in (1, 2, 1, 3, 1):  # with what stands in the key two have room
        kept.kept("test", (number,), lambda number=number: str(number) * 200)
    assert [shown for _, _, shown in kept._pieces] == [(3,), (1,)]
    assert 0 < kept._bytes <= 1_300


def test_what_nobody_asks_for_falls_out(at_alder, monkeypatch):
    kept.forget()
    now = [1_000.0]
    monkeypatch.setattr(kept, "monotonic", lambda: now[0])
    for minute, number in enumerate((1, 2, 1, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3)):
        now[0] = 1_000 + 60 * minute
        kept.kept("test", (number,), lambda number=number: str(number))
    assert [shown for _, _, shown in kept._pieces] == [(2,), (3,)]
    assert kept._bytes == sum(kept._size(key, found.piece) for key, found in kept._pieces.items())


def test_what_is_kept_takes_no_more_memory_than_is_counted(at_alder):
    """Keys are what takes memory: many columns of short values."""
    kept.forget()
    tracemalloc.start()
    try:
        for number in range(300):
            kept.kept(
                "test", tuple((f"{number}-{column}", number * 1000 + column) for column in range(30)), lambda: "x"
            )
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.9 * kept._bytes < taken < 1.1 * kept._bytes


@pytest.mark.parametrize("blocks", [BLOCKS, BLOCKS * 2], ids=len)
def test_an_article_is_the_same_drawn_and_kept(at_alder, blocks):
    practice, author = at_alder.practice, make_profile("Ada Quill", listing_image=picture("Ada"))
    page = make_article(blocks=blocks, resolve=things_to_name().resolve, authors=[author], listing_image=picture())
    first = html(practice, page.url)
    assert html(practice, page.url) == first
    kept.forget()
    assert html(practice, page.url) == first


def changed_text(world):
    world.page.body = to_stream([{"paragraph": "Other words now."}], lambda kind, name: None)
    world.page.save_revision().publish()


def withdrawn_link(world):
    world.linked.unpublish()


def renamed_link(world):
    world.linked.slug = "at-another-address"
    world.linked.save_revision().publish()


def renamed_menu(world):
    settings = PracticeSettings.objects.get(site=world.practice.site)
    settings.menu = [("item", {"page": world.linked, "words": "Our other words"})]
    settings.save()


def changed_telephone(world):
    type(world.practice).objects.filter(pk=world.practice.pk).update(phone="+441632960999")


def renamed_offer(world):
    world.offer.name = "Another talk"
    world.offer.save()


def renamed_author(world):
    world.author.title = "Ada Renamed"
    world.author.save_revision().publish()


def described_picture(world):
    world.page.listing_image.credit = "Somebody else"
    world.page.listing_image.save()


CHANGES = {
    changed_text: ("Some", "Other words now."),
    withdrawn_link: ('href="/articles/linked/"', "<a>it</a>"),
    renamed_link: ("/articles/linked/", "/articles/at-another-address/"),
    renamed_menu: (">Articles</a></li>", "Our other words"),
    changed_telephone: ("", "01632 960999"),
    renamed_offer: ("A talk", "Another talk"),
    renamed_author: ("Ada Quill", "Ada Renamed"),
    described_picture: ("", "Somebody else"),
}


@pytest.mark.parametrize(("change", "words"), CHANGES.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_a_change_shows_at_once(at_alder, change, words):
    at_alder.author = make_profile("Ada Quill")
    at_alder.offer = make_offer("A talk", phone="+441632960111", practitioners=[at_alder.author])
    at_alder.linked = make_article("Linked")
    blocks = [{"paragraph": "Some words; see [it](article:linked)."}]
    hero = picture()
    at_alder.page = make_article(
        blocks=blocks, resolve=lambda kind, name: at_alder.linked, authors=[at_alder.author], listing_image=hero
    )
    gone, come = words
    before = html(at_alder.practice, at_alder.page.url)
    assert gone in before
    assert come not in before
    change(at_alder)
    after = html(at_alder.practice, at_alder.page.url)
    assert come in after
    assert not gone or gone not in after or change in (renamed_link, withdrawn_link)


def test_a_withdrawn_article_is_in_no_list_any_more(at_alder):
    linked = make_article("Linked")
    blocks = [{"related_articles": {"articles": ["linked"]}}]
    page = make_article(blocks=blocks, resolve=lambda kind, name: linked)
    assert "Linked" in html(at_alder.practice, page.url)
    ArticlePage.objects.get(pk=linked.pk).unpublish()
    assert "Linked" not in html(at_alder.practice, page.url)
