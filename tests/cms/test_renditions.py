"""Pictures in several sizes: kept with the practice, fetched in one query, shown as far as they are ready."""

from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images.models import WagtailImageFieldFile

from cms.media import making
from cms.media.making import make_quick_sizes, make_sizes
from cms.media.models import PracticeImage, PracticeRendition
from cms.media.ready import written
from cms.media.renditions import FALLBACK, OFFERED, prefetch, sources
from cms.media.templatetags.pictures import picture as drawn_picture
from sites.scoping import in_practice
from tests.building import make_article, make_picture, make_ready_picture, picture_file
from tests.conftest import reader

# Of a picture that is 640 wide: nothing is made wider than the first that is as wide as the picture.
WEBP, AVIF = (list(OFFERED[kind][:3]) for kind in ("webp", "avif"))


def specs(picture) -> list[str]:
    return sorted(picture.renditions.values_list("filter_spec", flat=True))


def offered(picture) -> dict[str, list[str]]:
    """The widths that browsers are offered, by media type."""
    formats = drawn_picture(picture)["formats"]
    return {each["type"]: [size.split()[1] for size in each["srcset"].split(", ")] for each in formats}


def test_sizes_are_bound_to_the_practice(alder, birch):
    with in_practice(alder.practice):
        picture = make_ready_picture()
    with in_practice(birch.practice):
        assert not PracticeRendition.objects.exists()
    with in_practice(alder.practice):
        assert specs(picture) == sorted([*WEBP, *AVIF, FALLBACK])
        for rendition in picture.renditions.all():
            assert rendition.practice == alder.practice
            assert rendition.file.name.startswith(f"{alder.practice.media_key}/renditions/{picture.token}.")
            assert reader(alder.practice).get(rendition.url).status_code == 200
            assert reader(birch.practice).get(rendition.url).status_code == 404
        assert reader(alder.practice).get(f"/media/{picture.file.name}").status_code == 404


def test_browsers_are_told_what_a_size_is(alder):
    with in_practice(alder.practice):
        ready = sources(make_ready_picture())
    kinds = {spec: reader(alder.practice).get(ready[spec].url).headers["Content-Type"] for spec in ready}
    assert kinds == {**dict.fromkeys(AVIF, "image/avif"), **dict.fromkeys(WEBP, "image/webp"), FALLBACK: "image/jpeg"}


def test_a_size_is_never_larger_than_the_picture_nor_offered_twice(at_alder):
    picture = make_ready_picture()
    assert {size.width for size in sources(picture).values()} == {240, 480, 640}
    widths = ["240w", "480w", "640w"]
    assert list(offered(picture).items()) == [("image/avif", widths), ("image/webp", widths)]


def test_a_size_has_the_measures_of_its_file_and_is_not_decoded_for_them(at_alder, monkeypatch):
    picture = make_picture()
    monkeypatch.setattr(WagtailImageFieldFile, "get_image_dimensions", None)
    make_sizes(picture)
    monkeypatch.undo()
    sizes = list(picture.renditions.all())
    assert len(sizes) == len([*WEBP, *AVIF, FALLBACK])
    for size in sizes:
        with Image.open(size.file) as file:
            assert file.size == (size.width, size.height)


def test_avif_is_offered_only_where_it_is_smaller(at_alder, monkeypatch):
    for name in ("AVIF_QUALITY", "AVIF_QUALITY_WHEN_NARROW"):
        monkeypatch.setattr(making, name, 100)
    grain = BytesIO()
    Image.effect_noise((640, 480), 90).save(grain, "PNG")
    picture = PracticeImage.objects.create(title="Grain", file=ContentFile(grain.getvalue(), "grain.png"))
    make_sizes(picture)
    assert specs(picture) == sorted([*WEBP, FALLBACK])
    assert list(offered(picture)) == ["image/webp"]


@pytest.mark.parametrize("ready", [*WEBP, AVIF[1], FALLBACK])
def test_what_is_not_ready_is_shown_in_its_nearest_size_and_never_made(at_alder, ready):
    picture = make_ready_picture()
    page = make_article("Half ready", listing_image=picture)
    picture.renditions.exclude(filter_spec=ready).delete()
    [only] = picture.renditions.all()
    html = reader(at_alder.practice).get(page.url).text
    assert f'<img src="{only.url}" width="{only.width}" height="{only.height}"' in html
    assert specs(picture) == [ready]


def test_of_a_picture_without_sizes_the_words_stand_in_its_space(at_alder):
    picture = make_picture()
    page = make_article("Just sent", listing_image=picture)
    make_article("Another", listing_image=picture)
    html = reader(at_alder.practice).get(page.url).text
    assert ("<picture" in html, html.count('class="picture-to-come"')) == (False, 1)
    assert '<svg width="640" height="480" viewBox="0 0 640 480" aria-hidden="true"></svg>' in html
    assert "<span>A quiet room</span>" in html
    cards = reader(at_alder.practice).get("/articles/").text  # there it is decoration
    assert ("<picture" in cards, "picture-to-come" in cards) == (False, False)
    assert specs(picture) == []


def test_a_picture_whose_file_is_gone_breaks_no_page(at_alder):
    picture = make_picture()
    page = make_article("Still readable", listing_image=picture)
    picture.file.storage.delete(picture.file.name)
    html = reader(at_alder.practice).get(page.url).text
    assert ("Still readable" in html, "<img" in html) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("are_noted", [True, False])
def test_sizes_of_a_list_cost_no_query_or_one(at_alder, django_assert_num_queries, number, are_noted):
    pk = max(make_ready_picture(f"Picture {count}").pk for count in range(number))
    if not are_noted:  # as an older version of the program left them
        PracticeImage.objects.update(sizes_ready="")
    pictures = [*PracticeImage.objects.all(), PracticeImage.objects.get(pk=pk)]
    caches["renditions"].clear()
    with django_assert_num_queries(0 if are_noted else 1):
        prefetch([*pictures, None])
        assert {len(sources(picture)) for picture in pictures} == {7}


def test_what_a_row_says_of_its_sizes_is_what_there_is(at_alder):
    picture = make_ready_picture()
    stored = {size.filter_spec: (size.url, size.width, size.height) for size in picture.renditions.all()}

    def shown():
        found = sources(PracticeImage.objects.get(pk=picture.pk))
        return {name: (size.url, size.width, size.height) for name, size in found.items()}

    assert shown() == stored
    PracticeImage.objects.update(sizes_ready=written("an older file's", []))
    assert shown() == stored
    PracticeImage.objects.update(sizes_ready="")
    make_sizes(PracticeImage.objects.get(pk=picture.pk))  # nothing is missing, so it is noted only
    assert PracticeImage.objects.get().sizes_ready.startswith(f'["{picture.token}",["width-')
    picture.renditions.get(filter_spec=FALLBACK).delete()
    assert (PracticeImage.objects.get().sizes_ready, set(shown())) == ("", set(stored) - {FALLBACK})


def test_nothing_to_show_costs_nothing(at_alder, django_assert_num_queries):
    with django_assert_num_queries(0):
        prefetch([None, None])
        assert drawn_picture(None) == {}


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("P", "GIF"), ("1", "PNG"), ("LA", "PNG"), ("CMYK", "JPEG")]
)
def test_transparency_and_odd_modes_become_pictures_too(at_alder, mode, kind):
    file = picture_file(f"odd.{kind.lower()}", kind="PNG")
    with Image.open(file) as opened:
        file.seek(0)
        opened.convert(mode).save(file, kind)
    file.seek(0)
    picture = PracticeImage.objects.create(title="Odd", file=file)
    make_quick_sizes(picture)
    make_sizes(picture)
    assert {*WEBP, FALLBACK} <= set(specs(picture))
