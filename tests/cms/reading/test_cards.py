"""The picture that others show of a link: drawn after publishing, in the practice's look, whatever the title is."""

import re
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from cms.articles.models import ArticlePage
from cms.looks.look import Look
from cms.looks.palettes import THEMES
from cms.reading import cards
from cms.reading.card_making import draw_card, draw_cards
from cms.reading.cards import Face, card, colours_for, fitted, mark_of, writable
from cms.site_pages.models import PracticeSettings
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader

PRACTICE = SimpleNamespace(name="Alder Practice", strapline="By the water")
LOOKS = {theme: colours_for(Look(theme=theme)) for theme in THEMES}
LETTER = LOOKS["letter"]
TITLES = ["Sleep", "", "x" * 250, "word " * 50, "שלום עולם", "مرحبا", "🌊🌊", "Ngā mihi 🌊", "\x00\u2028a", "<b>&amp;"]


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("look", LOOKS)
def test_every_title_gives_a_small_picture_in_every_look(look):
    for title in TITLES:
        data = card(title, PRACTICE, LOOKS[look])
        assert opened(data).size == (1200, 630)
        assert len(data) < 60_000


def test_what_no_bundled_face_can_write_is_left_out():
    shown = {
        title: writable(title, "eb-garamond") for title in ("Ngā mihi", "Sleep 🌊 now", "שלום", "Sleep שלום", "a\u0301")
    }
    assert shown == {"Ngā mihi": "Ngā mihi", "Sleep 🌊 now": "Sleep now", "שלום": "", "Sleep שלום": "", "a\u0301": "á"}
    assert card("שלום", PRACTICE, LETTER) == card("", PRACTICE, LETTER)


def test_a_title_fits_into_its_place():
    for title in TITLES:
        text = writable(title, "besley")
        lines, face = fitted(text, "besley") if text else ([], Face("besley", 40))
        assert len(lines) * face.size * cards.LEADING <= cards.ROOM
        assert all(face.width(line) <= 1020 for line in lines)
    assert fitted("Sleep", "besley")[1].size == 92


def test_the_mark_changes_with_what_is_drawn():
    one = mark_of("A", PRACTICE, LETTER)
    others = [
        mark_of("B", PRACTICE, LETTER),
        mark_of("A", SimpleNamespace(name="Other", strapline="By the water"), LETTER),
        mark_of("A", PRACTICE, LOOKS["clinic"]),
    ]
    assert len({one, *others}) == 4
    assert mark_of("A", PRACTICE, LETTER) == one


# --- stored ---


def shown_card(practice, page) -> str:
    html = reader(practice).get(page.url).text
    return re.search(r'<meta property="og:image" content="([^"]*)">', html).group(1)


def drawn(practice, page):
    draw_card.call(practice.pk, page.pk)
    return ArticlePage.objects.get(pk=page.pk).card


def test_it_is_drawn_after_publishing_and_sent_by_its_own_host_alone(alder, birch, django_capture_on_commit_callbacks):
    with in_practice(alder.practice), django_capture_on_commit_callbacks(execute=True):
        page = make_article("Sleep")
    address = shown_card(alder.practice, page)
    path = address.removeprefix("http://alder.anteroom.localhost")
    assert re.fullmatch(rf"/media/{alder.practice.media_key}/renditions/[0-9a-f]{{32}}\.card-[0-9a-f]{{8}}\.png", path)
    answer = reader(alder.practice).get(path)
    assert answer["Content-Type"] == "image/png"
    assert opened(b"".join(answer.streaming_content) if answer.streaming else answer.content).size == (1200, 630)
    assert reader(birch.practice).get(path).status_code == 404
    html = reader(alder.practice).get(page.url).text
    assert 'name="twitter:card" content="summary_large_image"' in html
    assert 'property="og:image:alt" content="Sleep · Alder Practice"' in html


def test_a_reader_never_waits_for_one(at_alder, monkeypatch):
    page = make_article("Sleep")
    monkeypatch.setattr("cms.reading.card_making.card", None)
    assert "og:image" not in reader(at_alder.practice).get(page.url).text


def test_it_is_drawn_anew_when_it_would_look_different_and_only_then(at_alder, django_capture_on_commit_callbacks):
    practice, page = at_alder.practice, make_article("Sleep")
    first = drawn(practice, page)
    assert drawn(practice, page) == first
    settings = PracticeSettings.objects.get(site=practice.site)
    settings.theme = "clinic"
    with django_capture_on_commit_callbacks(execute=True):
        settings.save()
    second = ArticlePage.objects.get(pk=page.pk).card
    assert second != first
    assert (default_storage.exists(first), default_storage.exists(second)) == (False, True)
    practice.name = "Alder House"
    with django_capture_on_commit_callbacks(execute=True):
        practice.save()
    assert ArticlePage.objects.get(pk=page.pk).card not in (first, second)


def test_an_older_revision_does_not_bring_an_older_card_back(at_alder):
    page = make_article("Sleep")
    old = page.latest_revision
    name = drawn(at_alder.practice, page)
    old.as_object().save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).card == name


def test_a_draft_gets_none(at_alder):
    page = make_article("Sleep", live=False)
    draw_cards.call(at_alder.practice.pk)
    assert drawn(at_alder.practice, page) == ""
