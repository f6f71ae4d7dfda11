"""Bad pictures and bad hosts: a message at the field, what was typed stays, nothing is stored."""

import html
import struct
import zlib

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.media.intake import BROKEN
from cms.media.kinds import NO_PICTURE, NO_SVG
from cms.media.models import PracticeImage
from sites.models import Practice, PracticeHost
from sites.scoping import in_practice
from tests.building import picture_file
from tests.conftest import at_the_installation_as, signed_in


def huge_png(width=10_000, height=6_000) -> bytes:
    """A picture of 60 megapixels that takes a few kilobytes: black and white, every line alike."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress((b"\0" + b"\0" * (width // 8)) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TOO_MANY = (
    "This picture has 60,000,000 pixels (10,000 × 6,000). At most 40,000,000 are taken: "
    "make it smaller and send it again."
)
BAD_PICTURES = {
    "60 megapixels": ("huge.png", huge_png(), "image/png", TOO_MANY),
    "broken": ("broken.jpg", b"\xff\xd8\xff\xe0 and nothing more", "image/jpeg", BROKEN),
    "a header and nothing more": ("cut.png", huge_png(8, 8)[:40], "image/png", BROKEN),
    "half a picture": ("half.jpg", picture_file().read()[:1500], "image/jpeg", BROKEN),
    "half a PNG": ("half.png", picture_file(kind="PNG").read()[:200], "image/png", BROKEN),
    "text": ("words.jpg", b"Only words.", "image/jpeg", NO_PICTURE),
    "an SVG with a script": ("drawing.svg", SVG, "image/svg+xml", NO_SVG),
    "an SVG that calls itself JPEG": ("drawing.jpg", SVG, "image/jpeg", NO_SVG),
    "an SVG that calls itself PNG": ("drawing.png", SVG, "image/png", NO_SVG),
    "nothing": ("empty.jpg", b"", "image/jpeg", "The submitted file is empty."),
}
each_bad_picture = pytest.mark.parametrize("case", BAD_PICTURES)


def upload_of(case):
    name, content, kind, said = BAD_PICTURES[case]
    return SimpleUploadedFile(name, content, kind), said


def pictures(at) -> list[str]:
    with in_practice(at.practice):
        return list(PracticeImage.objects.values_list("title", flat=True))


def test_the_huge_picture_is_small_enough_to_be_sent():
    assert len(huge_png()) < settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE / 100


@each_bad_picture
def test_a_bad_picture_is_refused_where_it_is_added(alder, case):
    file, said = upload_of(case)
    answer = (
        signed_in(alder.practitioner, alder.practice)
        .post(
            "/admin/images/multiple/add/",
            {"title": "A title", "files[]": file},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        .json()
    )
    assert answer["success"] is False
    assert said in html.unescape(answer["error_message"])
    assert pictures(alder) == []


@each_bad_picture
def test_a_bad_picture_is_refused_in_the_chooser_and_its_words_stay(alder, case):
    file, said = upload_of(case)
    typed = {
        "image-chooser-upload-title": "A title that stays",
        "image-chooser-upload-description": "A description that stays",
        "image-chooser-upload-credit": "Somebody who stays",
        "image-chooser-upload-file": file,
    }
    answer = signed_in(alder.practitioner, alder.practice).post("/admin/images/chooser/create/", typed).json()
    assert answer["step"] == "reshow_creation_form"
    form = html.unescape(answer["htmlFragment"])
    stays = ("A title that stays", "A description that stays", "Somebody who stays")
    assert [words for words in (said, *stays) if words not in form] == []
    assert pictures(alder) == []


def test_a_good_picture_is_taken(alder):
    browser = signed_in(alder.practitioner, alder.practice)
    file = SimpleUploadedFile("room.jpg", picture_file().read(), "image/jpeg")
    ajax = {"x-requested-with": "XMLHttpRequest"}
    answer = browser.post("/admin/images/multiple/add/", {"title": "A room", "files[]": file}, headers=ajax).json()
    assert answer["success"] is True
    assert pictures(alder) == ["A room"]


# --- hosts, on the operator's screen ---


@pytest.fixture
def desk(operator):
    """The operator's browser at the installation's own host."""
    return at_the_installation_as(operator)


FACTS = {
    "name": "A name that stays",
    "strapline": "A line that stays",
    "phone": "+44 1632 960147",
    "country": "GB",
    "time_zone": "Europe/London",
    "language": "en-gb",
}
NEW = {**FACTS, "slug": "cedar", "owner_name": "An owner who stays", "owner_email": "owner@cedar.example"}


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        (
            "birch.anteroom.localhost",
            "“birch.anteroom.localhost” is the installation's.",
        ),
        ("BIRCH.example:80", "“birch.example” is already in use by another site. Choose another one."),
        ("new.example\nbirch.example", "“birch.example” is already in use by another site. Choose another one."),
        ("https://new.example", "Use a host name like “www.tideswell.example”"),
        ("new example", "Use a host name like “www.tideswell.example”"),
    ],
)
def test_a_new_practice_does_not_get_a_host_that_is_taken(birch, desk, hosts, said):
    PracticeHost.objects.create(practice=birch.practice, host="birch.example")
    response = desk.post("/admin/practices/new/", {**NEW, "own_hosts": hosts})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["own_hosts"]
    drawn = html.unescape(response.text)
    stays = ("A name that stays", "A line that stays", "An owner who stays", hosts)
    assert [words for words in (said, *stays) if words not in drawn] == []
    assert not Practice.objects.filter(slug="cedar").exists()


def test_an_open_practice_does_not_get_a_host_that_is_taken(alder, birch, desk):
    address = f"/admin/practices/edit/{alder.practice.pk}/"
    taken = {**FACTS, "state": "open", "own_hosts": "birch.anteroom.localhost"}
    response = desk.post(address, taken)
    assert list(response.context["form"].errors) == ["own_hosts"]
    assert "A name that stays" in html.unescape(response.text)
    assert Practice.objects.get(pk=alder.practice.pk).name == "Alder Practice"
    assert list(PracticeHost.objects.filter(practice=alder.practice).values_list("host", flat=True)) == [
        "alder.anteroom.localhost"
    ]


def test_a_slug_that_is_taken_is_refused_at_its_field(alder, desk):
    response = desk.post("/admin/practices/new/", {**NEW, "slug": "alder", "own_hosts": ""})
    assert list(response.context["form"].errors) == ["slug"]
    assert "A name that stays" in html.unescape(response.text)
