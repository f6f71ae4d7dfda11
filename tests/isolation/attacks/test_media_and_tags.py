"""Attacks on pictures, documents, folders and tags: 28 to 31, 37, 38, 42, 70, 71, 77, 78."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.media.models import PracticeDocument, PracticeImage, PracticeTag
from sites.scoping import across_practices, in_practice
from tests.building import picture_file
from tests.isolation.two_sides import LATER_KEYS, WORD

from .asking import absent, again, refused, same_as_nobodys, send, text_of


def upload(name="new.jpg", content=None, **fields) -> dict:
    content = content or picture_file().read()
    return {"title": "Alder, new", "file": SimpleUploadedFile(name, content, "image/jpeg"), **fields}


def newest_picture() -> PracticeImage:
    return PracticeImage._base_manager.order_by("-pk").first()


def refused_upload(client, path, b_collection, **fields) -> int:
    """An upload can be read once, so it is made for each request."""
    statuses = set()
    for collection in (b_collection, b_collection + 1_000_000):
        response = send(client, path, upload(collection=collection, **fields))
        assert WORD not in text_of(response)
        statuses.add(response.status_code)
    (status,) = statuses
    return status


@pytest.mark.parametrize("door", ["/admin/images/add/", "/admin/images/chooser/create/", "/admin/documents/add/"])
def test_28_an_upload_into_a_folder_of_b(door, a, b, owner):
    more = {"image-chooser-upload-collection": b.folder.pk} if "chooser" in door else {}
    status = refused_upload(owner, door, b.folder.pk, **more)
    assert status in (200, 302)
    model = PracticeDocument if "documents" in door else PracticeImage
    for made in model._base_manager.filter(title="Alder, new"):
        assert (made.practice, made.collection_id) == (a.practice, a.practice.collection_id)
    if "chooser" not in door:
        own = ("new.txt", b"words") if "documents" in door else ("new.jpg",)
        assert send(owner, door, upload(*own, collection=a.practice.collection_id)).status_code == 302


def test_28_several_uploads_into_a_folder_of_b(a, b, owner):
    """What can not be taken is kept aside for a form that the product has not; no picture comes of it."""
    made = []
    for number, collection in enumerate((b.folder.pk, 8_000_009, a.folder.pk)):
        picture = SimpleUploadedFile(f"{number}.jpg", picture_file().read(), "image/jpeg")
        answer = send(
            owner, "/admin/images/multiple/add/", {"title": "x", "files[]": picture, "collection": collection}
        )
        assert (answer.status_code, WORD in text_of(answer)) == (200, False)
        made.append(PracticeImage._base_manager.filter(pk__gt=LATER_KEYS).count())
    assert (made, newest_picture().collection_id) == ([0, 0, 1], a.folder.pk)


def test_29_the_same_picture_as_bs_is_no_news(a, b, owner):
    """Whoever uploads a picture that B has too is not told."""
    with b.picture.file.storage.open(b.picture.file.name) as file:
        content = file.read()
    # A's own picture is the same; so it is A's that is named, and only that.
    answer = send(owner, "/admin/images/multiple/add/", {"files[]": SimpleUploadedFile("x.jpg", content, "image/jpeg")})
    assert (answer.json()["success"], WORD in text_of(answer), str(b.picture.pk) in text_of(answer)) == (
        True,
        False,
        False,
    )
    assert str(a.picture.pk) in text_of(answer)


BULK = "/admin/bulk/media/practiceimage/"


def test_30_a_picture_is_moved_into_a_folder_of_b(a, b, owner):
    path = f"{BULK}add_to_collection/?id={a.picture.pk}"
    assert refused(owner, path, {"collection": b.folder.pk}) == 200
    assert again(a, a.picture).collection_id == a.practice.collection_id
    assert send(owner, path, {"collection": a.folder.pk}).status_code == 302
    assert again(a, a.picture).collection_id == a.folder.pk


@pytest.mark.parametrize("action", ["delete", "add_tags", "add_to_collection"])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_31_bulk_actions_on_bs_pictures(kind, action, a, b, owner, practitioner):
    thing = {"image": b.picture, "document": b.document}[kind]
    own = {"image": a.picture, "document": a.document}[kind]
    path = f"/admin/bulk/media/practice{kind}/{action}/?id="
    sent = {"collection": a.folder.pk, "tags": "taken"}
    for somebody in (owner, practitioner):
        assert (refused(somebody, f"{path}{thing.pk}"), refused(somebody, f"{path}{thing.pk}", sent)) == (404, 404)
    everything = send(owner, f"{path}all")
    assert (everything.status_code, WORD in text_of(everything)) == (200, False)
    both = f"{path}{own.pk}&id={thing.pk}"
    assert refused(owner, both) == 200
    assert refused(owner, both, sent) == 302


@pytest.mark.parametrize("door", ["{}/", "{}/delete/", "usage/{}/", "multiple/{}/", "multiple/{}/delete/"])
def test_31_every_other_door_to_bs_pictures(door, a, b, owner, editor, practitioner):
    path = f"/admin/images/{door}"
    for somebody in (owner, editor, practitioner):
        assert refused(somebody, path.format(b.picture.pk)) == 404
        assert refused(somebody, path.format(b.picture.pk), {"title": "taken"}) == 404
    assert send(owner, path.format(a.picture.pk)).status_code in (200, 405)


@pytest.mark.parametrize("door", ["edit/{}/", "delete/{}/", "usage/{}/", "multiple/{}/", "multiple/{}/delete/"])
def test_31_every_other_door_to_bs_documents(door, a, b, owner, editor, practitioner):
    path = f"/admin/documents/{door}"
    for somebody in (owner, editor, practitioner):
        assert refused(somebody, path.format(b.document.pk)) == 404
        assert refused(somebody, path.format(b.document.pk), {"title": "taken"}) == 404
    assert send(owner, path.format(a.document.pk)).status_code in (200, 405)


@pytest.mark.parametrize("door", ["", "delete/"])
def test_31_folders_of_b(door, a, b, owner):
    path = "/admin/collections/{}/" + door
    for folder in (b.folder.pk, b.practice.collection_id):
        assert (refused(owner, path.format(folder)), refused(owner, path.format(folder), {"name": "x"})) == (404, 404)
    assert WORD not in text_of(send(owner, "/admin/collections/"))
    assert refused(owner, "/admin/collections/add/", {"name": "below B", "parent": b.folder.pk}) == 200
    assert refused(owner, f"/admin/collections/{a.folder.pk}/", {"name": "x", "parent": b.folder.pk}) == 200
    assert send(owner, path.format(a.folder.pk)).status_code == 200
    own = {"name": "Alder, new", "parent": a.practice.collection_id}
    assert send(owner, "/admin/collections/add/", own).status_code == 302


def test_37_a_tag_of_the_same_name_is_another_tag(a, b, owner):
    """The row is A's own, and neither lists nor suggestions know B's."""
    edit = f"/admin/images/{a.picture.pk}/"
    sent = {"title": "Alder", "tags": f'"{b.tag.name}"', "collection": a.practice.collection_id, "description": ""}
    assert send(owner, edit, sent).status_code == 302
    with across_practices():
        rows = list(PracticeTag.objects.filter(name=b.tag.name).values_list("practice", "pk"))
    assert sorted(practice for practice, _ in rows) == sorted([a.practice.pk, b.practice.pk])
    with in_practice(a.practice):
        assert [tag.pk for tag in again(a, a.picture).tags.all()] == [
            pk for owner, pk in rows if owner == a.practice.pk
        ]


def test_37_tags_are_suggested_from_ones_own(a, b, owner, practitioner):
    absent(owner, "/admin/tag-autocomplete/")
    for somebody in (owner, practitioner):
        for model in ("media/practicetag", "media/PracticeTag"):
            suggested = send(somebody, f"/admin/tag-autocomplete/{model}/?term=")
            assert suggested.status_code in (200, 404)
            assert WORD not in text_of(suggested)
        assert send(somebody, f"/admin/tag-autocomplete/media/practicetag/?term={WORD[:4]}").json() == []
        assert send(somebody, "/admin/tag-autocomplete/media/practicetag/?term=Ald").json() == ["Alder tag"]
    for foreign in ("taggit/tag", "practices/user", "practices/practice", "faq/faqentry"):
        assert send(owner, f"/admin/tag-autocomplete/{foreign}/?term=Z").status_code == 404
    assert refused(owner, f"/admin/images/?tag={b.tag.slug}&tag={b.tag.pk}") == 200


def test_38_a_files_name_says_nothing_of_bs_files(a, b, owner):
    """A name that B has is free at A: folders are each practice's own."""
    for path, model, theirs in (
        ("/admin/documents/add/", PracticeDocument, b.document),
        ("/admin/images/add/", PracticeImage, b.picture),
    ):
        kept = []
        for name in (theirs.file.name.rpartition("/")[2], f"nobodys{theirs.file.name[-4:]}"):
            content = b"words" if model is PracticeDocument else None
            sent = upload(name, content, collection=a.practice.collection_id)
            assert send(owner, path, sent).status_code == 302
            made = model._base_manager.order_by("-pk").first().file.name
            kept.append((made.rpartition("/")[2] == name, made.startswith(f"{a.practice.media_key}/")))
        assert kept[0] == kept[1]


def test_42_the_address_maker_for_bs_picture(a, b, owner):
    absent(owner, *(f"/admin/images/{pk}/generate_url/" for pk in (a.picture.pk, b.picture.pk)))
    path = f"/admin/images/{b.picture.pk}/preview/width-100/"
    assert refused(owner, path) == 404
    assert send(owner, path.replace(str(b.picture.pk), str(a.picture.pk))).status_code == 200


@pytest.mark.parametrize("door", ["chooser/chosen/{}/", "chooser/chosen-multiple/?id={}", "chooser/{}/select_format/"])
def test_70_bs_picture_is_chosen(door, a, b, owner, practitioner):
    path = f"/admin/images/{door}"
    for somebody in (owner, practitioner):
        answer = same_as_nobodys(somebody, path.format(b.picture.pk))
        assert answer.status_code == 404 or answer.json() == {"step": "chosen", "result": []}
        assert send(somebody, path.format(a.picture.pk)).status_code == 200


@pytest.mark.parametrize("door", ["chooser/chosen/{}/", "chooser/chosen-multiple/?id={}"])
def test_71_bs_document_is_chosen(door, a, b, owner, practitioner):
    path = f"/admin/documents/{door}"
    for somebody in (owner, practitioner):
        answer = same_as_nobodys(somebody, path.format(b.document.pk))
        assert answer.status_code == 404 or answer.json() == {"step": "chosen", "result": []}
        assert send(somebody, path.format(a.document.pk)).status_code == 200


@pytest.mark.parametrize("door", ["images", "documents"])
def test_71_choosers_list_ones_own(door, a, b, owner):
    for path in (f"/admin/{door}/chooser/", f"/admin/{door}/chooser/results/", f"/admin/{door}/"):
        own = text_of(send(owner, path))
        assert (WORD in own, "Alder" in own) == (False, True)
        for query in (f"?q={WORD[:-1]}", f"?collection_id={b.folder.pk}", f"?uploaded_by_user={b.owner.pk}", "?p=999"):
            answer = same_as_nobodys(owner, path + query)
            assert answer.status_code in (200, 404)


def test_77_bs_document_at_as_address(a, b, anybody, owner):
    for somebody in (anybody, owner):
        name = b.document.file.name.rpartition("/")[2]
        assert refused(somebody, f"/documents/{b.document.pk}/{name}") == 404
        assert refused(somebody, f"/documents/{b.document.pk}/{a.document.filename}") == 404
        assert send(somebody, f"/documents/{a.document.pk}/{name}").status_code == 404
    assert send(owner, f"/documents/{a.document.pk}/{a.document.filename}").status_code == 200


def test_78_bs_picture_at_as_address(a, b, anybody, owner):
    """Pictures have no numbers outside the admin; of the stored files only finished sizes are served, to their host."""
    for somebody in (anybody, owner):
        absent(somebody, *(f"/images/signature/{pk}/width-100/" for pk in (a.picture.pk, b.picture.pk)))
        for stored in (b.picture.file.name, b.rendition.file.name, b.document.file.name, a.picture.file.name):
            assert (stored, send(somebody, f"/media/{stored}").status_code) == (stored, 404)
        key, folder, name = b.rendition.file.name.split("/")
        for guessed in (
            f"{a.practice.media_key}/{folder}/../../{key}/{folder}/{name}",
            f"{a.practice.media_key}//{name}",
        ):
            assert (guessed, send(somebody, f"/media/{guessed}").status_code) == (guessed, 404)
    assert send(anybody, f"/media/{a.rendition.file.name}").status_code == 200
