"""Pictures in several sizes: made at upload, kept with the practice, fetched in one query."""

import pytest
from django.core.cache import caches
from PIL import Image

from cms.media.models import PracticeImage, PracticeRendition
from cms.media.renditions import ALL_SPECS, prefetch, sources
from cms.media.templatetags.pictures import picture as drawn_picture
from sites.scoping import in_practice
from tests.building import make_article, make_picture, picture_file
from tests.conftest import reader


def specs(picture) -> list[str]:
    return sorted(picture.renditions.values_list("filter_spec", flat=True))


def test_sizes_are_made_at_upload_and_bound_to_the_practice(alder, birch, django_capture_on_commit_callbacks):
    with in_practice(alder.practice), django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()
    with in_practice(birch.practice):
        assert not PracticeRendition.objects.exists()
    with in_practice(alder.practice):
        assert specs(picture) == sorted(ALL_SPECS)
        for rendition in picture.renditions.all():
            assert rendition.practice == alder.practice
            assert rendition.file.name.startswith(f"{alder.practice.media_key}/renditions/{picture.token}.")
            assert reader(alder.practice).get(rendition.url).status_code == 200
            assert reader(birch.practice).get(rendition.url).status_code == 404
        assert reader(alder.practice).get(f"/media/{picture.file.name}").status_code == 404


def test_a_size_is_never_larger_than_the_picture(at_alder):
    widths = {rendition.width for rendition in sources(make_picture()).values()}
    assert widths == {480, 640}  # the picture is 640 wide


def test_no_width_is_offered_twice(at_alder):
    assert [rendition.width for rendition in drawn_picture(make_picture())["webp"]] == [480, 640]


def test_a_new_focal_point_asks_for_new_sizes(at_alder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        picture.focal_point_x, picture.focal_point_y = 100, 120
        picture.focal_point_width = picture.focal_point_height = 50
        picture.save()
    picture = PracticeImage.objects.get(pk=picture.pk)
    assert (picture.has_focal_point(), picture.get_focal_point().centroid) == (True, (100, 120))
    assert specs(picture) == sorted(ALL_SPECS)
    assert set(picture.renditions.values_list("focal_point_key", flat=True)) == {""}  # width alone cuts nothing away


@pytest.mark.parametrize("missing", [0, 2, 5])
def test_what_is_missing_is_made_when_it_is_asked_for(at_alder, missing):
    picture = make_picture()
    sources(picture)
    picture.renditions.filter(pk__in=picture.renditions.values_list("pk", flat=True)[:missing]).delete()
    assert sorted(sources(PracticeImage.objects.get(pk=picture.pk))) == sorted(ALL_SPECS)
    assert specs(picture) == sorted(ALL_SPECS)


@pytest.mark.parametrize("number", [1, 3])
def test_sizes_of_a_list_cost_one_query(at_alder, django_assert_num_queries, number):
    for count in range(number):
        sources(make_picture(f"Picture {count}"))
    pictures = list(PracticeImage.objects.all())
    caches["renditions"].clear()
    with django_assert_num_queries(1):
        prefetch([*pictures, None])
        assert {len(sources(picture)) for picture in pictures} == {5}


def test_the_same_picture_on_several_pages_costs_one_query(at_alder, django_assert_num_queries):
    pk = make_picture().pk
    sources(PracticeImage.objects.get(pk=pk))
    shown_by = [PracticeImage.objects.get(pk=pk) for _ in range(3)]
    caches["renditions"].clear()
    with django_assert_num_queries(1):
        prefetch(shown_by)
        assert {len(sources(picture)) for picture in shown_by} == {5}


def test_a_picture_whose_file_is_gone_breaks_no_page(at_alder):
    picture = make_picture()
    page = make_article("Still readable", listing_image=picture)
    picture.file.storage.delete(picture.file.name)
    html = reader(at_alder.practice).get(page.url).text
    assert ("Still readable" in html, "<img" in html) == (True, False)


def test_nothing_to_show_costs_nothing(at_alder, django_assert_num_queries):
    with django_assert_num_queries(0):
        prefetch([None, None])
        assert drawn_picture(None) == {}


def test_transparency_and_odd_modes_become_pictures_too(at_alder):
    file = picture_file("odd.png", kind="PNG")
    with Image.open(file) as opened:
        opened.convert("RGBA").save(file, "PNG")
    file.seek(0)
    picture = PracticeImage.objects.create(title="Odd", file=file)
    assert sorted(sources(picture)) == sorted(ALL_SPECS)
