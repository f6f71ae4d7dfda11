"""Pictures, documents and tags stay with their practice: folder, collection, sizes, names."""

import re
from pathlib import PurePosixPath

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection

from cms.media.models import PracticeDocument, PracticeImage, PracticeTag
from sites.scoping import ScopeNotSet, in_practice
from tests.building import make_picture, picture_file
from tests.conftest import signed_in


def make_document(title="A leaflet", name="leaflet.txt") -> PracticeDocument:
    return PracticeDocument.objects.create(title=title, file=ContentFile(b"Words.", name=name))


# --- where it lies ---


@pytest.mark.parametrize(
    ("make", "folder", "name"),
    [(make_picture, "originals", "picture.jpg"), (make_document, "documents", "leaflet.txt")],
)
def test_an_upload_lies_in_its_practices_folder_under_a_name_that_says_nothing(alder, birch, make, folder, name):
    made = []
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            made.append(make())
    paths = [PurePosixPath(upload.file.name) for upload in made]
    keys = [alder.practice.media_key, birch.practice.media_key]
    assert [str(path.parent) for path in paths] == [f"{key}/{folder}" for key in keys]
    assert [bool(re.fullmatch(r"[0-9a-f]{32}", path.stem)) for path in paths] == [True, True]
    assert paths[0].stem != paths[1].stem
    # People see and download it under the name that it came with, with no trace of the other practice's file.
    assert [upload.filename for upload in made] == [name, name]


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
    browser.post(
        "/admin/images/multiple/add/",
        {"title": "A room", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
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
