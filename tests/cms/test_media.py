"""Pictures, documents and tags stay with their practice: folder, collection, sizes, names."""

from pathlib import PurePosixPath

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection

from cms.media.models import PracticeDocument, PracticeImage, PracticeRendition, PracticeTag
from cms.media.renditions import ALL_SPECS, prefetch, sources
from cms.media.templatetags.pictures import picture as drawn_picture
from sites.scoping import ScopeNotSet, in_practice
from tests.building import make_picture, picture_file
from tests.conftest import reader, signed_in


def make_document(title="A leaflet", name="leaflet.txt") -> PracticeDocument:
    return PracticeDocument.objects.create(title=title, file=ContentFile(b"Words.", name=name))


# --- where it lies ---


@pytest.mark.parametrize(
    ("make", "folder", "name"), [(make_picture, "originals", "picture.jpg"), (make_document, "documents", "leaflet.txt")]
)
def test_an_upload_lies_in_its_practices_folder_and_the_same_name_gets_no_suffix(alder, birch, make, folder, name):
    paths = []
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            paths.append(make().file.name)
    keys = [alder.practice.media_key, birch.practice.media_key]
    # Other tests' files lie in folders of other keys, so nothing but these two can be met.
    assert paths == [f"{key}/{folder}/{name}" for key in keys]


def test_the_same_name_twice_in_one_practice_overwrites_nothing(at_alder):
    first, second = make_picture(), make_picture()
    assert first.file.name != second.file.name
    assert first.file.storage.exists(first.file.name)


@pytest.mark.parametrize("name", ["../../outside.jpg", "/etc/outside.jpg", "a/b/outside.jpg"])
def test_a_name_with_a_path_in_it_does_not_leave_the_folder(at_alder, name):
    picture = PracticeImage(title="x")
    path = PurePosixPath(picture.get_upload_to(name))
    assert path.parts[:2] == (at_alder.practice.media_key, "originals")
    assert len(path.parts) == 3


@pytest.mark.parametrize("make", [make_picture, make_document])
def test_an_upload_goes_to_the_practices_collection(alder, birch, make):
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            assert make().collection == practice.collection


def test_a_collection_below_the_practices_own_is_kept(at_alder):
    below = at_alder.practice.collection.add_child(name="Rooms")
    picture = make_picture(collection=Collection.objects.get(pk=below.pk))
    assert picture.collection_id == below.pk


def test_an_upload_through_the_admin_is_its_practices(alder, birch):
    browser = signed_in(alder.practitioner, alder.practice)
    file = SimpleUploadedFile("room.jpg", picture_file().read(), "image/jpeg")
    browser.post("/admin/images/multiple/add/", {"title": "A room", "files[]": file}, headers={"x-requested-with": "XMLHttpRequest"})
    with in_practice(birch.practice):
        assert not PracticeImage.objects.exists()
    with in_practice(alder.practice):
        picture = PracticeImage.objects.get()
        assert (picture.practice, picture.collection, picture.uploaded_by_user) == (
            alder.practice,
            alder.practice.collection,
            alder.practitioner,
        )


@pytest.mark.parametrize("make", [make_picture, make_document])
def test_each_practice_sees_its_own(alder, birch, make):
    with in_practice(alder.practice):
        made = make("Alder's")
    with in_practice(birch.practice):
        make("Birch's")
        assert list(type(made).objects.values_list("title", flat=True)) == ["Birch's"]
        with pytest.raises(SuspiciousOperation):
            made.save()
    with pytest.raises(ScopeNotSet):
        type(made).objects.count()


# --- sizes ---


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
            assert rendition.file.name.startswith(f"{alder.practice.media_key}/renditions/picture.")
            assert reader(alder.practice).get(rendition.url).status_code == 200
            assert reader(birch.practice).get(rendition.url).status_code == 404
        assert reader(alder.practice).get(f"/media/{picture.file.name}").status_code == 404


def test_a_size_is_never_larger_than_the_picture(at_alder):
    widths = {rendition.width for rendition in sources(make_picture()).values()}
    assert widths == {480, 640}  # the picture is 640 wide


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


@pytest.mark.parametrize("missing", [0, 2, 4])
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
    with django_assert_num_queries(1):
        prefetch([*pictures, None])
        assert {len(sources(picture)) for picture in pictures} == {4}


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


# --- tags ---


def test_two_practices_have_tags_of_the_same_name_and_see_their_own(alder, birch):
    for practice, other in ((alder.practice, "rooms"), (birch.practice, "sea")):
        with in_practice(practice):
            make_picture().tags.add("hands", other)
    with in_practice(alder.practice):
        assert sorted(PracticeTag.objects.values_list("name", flat=True)) == ["hands", "rooms"]
        assert sorted(PracticeImage.objects.get().tags.names()) == ["hands", "rooms"]
    with in_practice(birch.practice):
        assert sorted(PracticeTag.objects.values_list("name", flat=True)) == ["hands", "sea"]
        assert PracticeImage.objects.filter(tags__name="rooms").count() == 0


def test_a_tag_is_made_once_whatever_its_case(at_alder):
    make_picture().tags.add("Hands")
    make_picture().tags.add("hands")
    assert list(PracticeTag.objects.values_list("name", flat=True)) == ["Hands"]


def test_a_document_has_tags_of_its_own_practice(alder, birch):
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            document = make_document()
            document.tags.add("leaflets")
            assert document.tags.get().practice == practice
