"""Logo, icons and manifest: made once of what the practice has, at addresses of that practice alone."""

import json
import re
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cms.looks import icons
from cms.looks.icons import Drawing
from cms.looks.look import Look
from cms.site_pages import look_files
from cms.site_pages.tasks import draw_look
from sites.scoping import in_practice
from tests.building import make_picture
from tests.cms.test_looks import look_of
from tests.conftest import reader, signed_in


def icon_links(practice) -> list[str]:
    page = reader(practice).get("/").text
    return re.findall(r'<link rel="(?:icon|apple-touch-icon)"[^>]* href="([^"]+)"', page)


def test_a_practice_without_a_logo_has_its_letter_in_its_colour(alder):
    look_of(alder.practice, brand="#0b4f6c")
    vector, small, touch = icon_links(alder.practice)
    svg = reader(alder.practice).get(vector)
    assert svg.headers["Content-Type"] == "image/svg+xml"
    assert ">A</text>" in svg.text
    assert 'fill="#0b4f6c"' in svg.text
    for address, side in ((small, 32), (touch, 180)):
        response = reader(alder.practice).get(address)
        picture = Image.open(BytesIO(response.content))
        assert (response.headers["Content-Type"], picture.format, picture.size) == ("image/png", "PNG", (side, side))
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert picture.getpixel((1, 1)) == (0x0B, 0x4F, 0x6C)
        assert len(picture.getcolors(1 << 16)) > 3  # a letter is drawn on it


def test_browsers_that_ask_by_themselves_are_led_to_the_practices_icon(alder):
    response = reader(alder.practice).get("/favicon.ico", follow=True)
    assert Image.open(BytesIO(response.content)).size == (32, 32)
    assert response.redirect_chain == [(icon_links(alder.practice)[1], 302)]


def test_the_manifest_names_icons_that_are_there(alder, birch):
    response = reader(alder.practice).get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = json.loads(response.content)
    assert (manifest["name"], manifest["start_url"], manifest["lang"]) == ("Alder Practice", "/", "en-gb")
    assert sorted((icon["sizes"], icon["purpose"]) for icon in manifest["icons"]) == [
        ("192x192", "any"),
        ("192x192", "maskable"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(reader(alder.practice).get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        assert reader(birch.practice).get(icon["src"]).status_code == 404


def test_icons_are_drawn_when_the_look_is_saved_and_not_on_request(alder, monkeypatch):
    look_of(alder.practice, brand="#0b4f6c")
    draw_look.call(alder.practice.pk)
    monkeypatch.setattr(icons, "drawn", lambda *args: pytest.fail("drawn on a reader's request"))
    assert [reader(alder.practice).get(address).status_code for address in icon_links(alder.practice)] == [200] * 3


def test_what_was_drawn_of_looks_before_goes(alder):
    look_of(alder.practice, brand="#0b4f6c")
    draw_look.call(alder.practice.pk)
    look_of(alder.practice, brand="#6c0b4f")
    draw_look.call(alder.practice.pk)
    folder = f"{alder.practice.media_key}/{look_files.FOLDER}"
    assert len(default_storage.listdir(folder)[1]) == len(icons.FILES)


def test_a_logo_stands_at_the_top_and_in_the_icons(alder):
    with in_practice(alder.practice):
        logo = make_picture("Logo")
    look_of(alder.practice, logo=logo, logo_alone=True)
    page = reader(alder.practice).get("/").text
    shown = re.search(
        r'<img class="practice-logo is-on-plate" src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]*)"', page
    )
    assert shown.groups()[1:] == ("75", "56", "Alder Practice")
    response = reader(alder.practice).get(shown[1])
    assert (response.headers["Content-Type"], Image.open(BytesIO(response.content)).size) == ("image/webp", (150, 112))
    _small, touch = icon_links(alder.practice)
    picture = Image.open(BytesIO(reader(alder.practice).get(touch).content))
    assert picture.getpixel((1, 1)) == (255, 255, 255)
    red, green, blue = picture.getpixel((90, 90))
    assert (abs(red - 0x4A) < 6, abs(green - 0x66) < 6, abs(blue - 0x70) < 6) == (True, True, True)


def test_a_logo_costs_no_query(alder):
    def cost():
        reader(alder.practice).get("/privacy/")
        with CaptureQueriesContext(connection) as queries:
            reader(alder.practice).get("/privacy/")
        return len(queries)

    without = cost()
    with in_practice(alder.practice):
        look_of(alder.practice, logo=make_picture("Logo"), brand="#0b4f6c", faces="figtree")
    assert (without, cost()) == (5, 5)


@pytest.mark.parametrize("name", ["other.png", "logo.webp", "..", "favicon.ico"])
def test_no_other_file_is_there(alder, name):
    vector = icon_links(alder.practice)[0]
    assert reader(alder.practice).get(f"{vector.rpartition('/')[0]}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("The Long Table", "L"),
        ("“Quoted”", "Q"),
        ("אֵלֶּה", "א"),
        ("4 Winds", "4"),
        ("—", "·"),
        ("ß house", "S"),
        ("名前", "名"),
    ],
)
def test_every_name_has_an_icon(name, letter):
    drawing = Drawing.of(Look(theme="hearth"), name)
    assert drawing.letter == letter
    for file, (side, _) in icons.FILES.items():
        made = icons.drawn(file, drawing, None)
        assert made.startswith(b"<svg") if file.endswith("svg") else Image.open(BytesIO(made)).size == (side, side)


@pytest.mark.parametrize("size", [(1, 1), (4000, 20), (20, 4000)])
def test_a_logo_of_any_shape_fits(size):
    out = BytesIO()
    Image.new("RGBA", size, "#00000000").save(out, "PNG")
    width, height = icons.shown_size(*size)
    assert 1 <= width <= icons.LOGO_WIDTH
    assert 1 <= height <= icons.LOGO_HEIGHT
    for file, (side, _) in icons.FILES.items():
        if file != icons.VECTOR:
            made = icons.drawn(file, Drawing("A", "#000000", "#ffffff", "figtree"), out.getvalue())
            assert Image.open(BytesIO(made)).size == (side, side)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"%PDF-1.7 not a picture at all",
            "This is no picture that can be shown here. Send an AVIF, GIF, JPEG, PNG or WebP file.",
        ),
        (
            b"\x89PNG" + b"0" * (30 << 20),
            "This picture has 30.0\xa0MB. At most 20.0\xa0MB are taken: make it smaller and send it again.",
        ),
    ],
    ids=["no picture", "30 MB"],
)
def test_a_logo_that_can_not_be_taken_is_refused_with_a_sentence(alder, content, sentence):
    owner = signed_in(alder.owner, alder.practice)
    sent = SimpleUploadedFile("logo.png", content, content_type="image/png")
    response = owner.post("/admin/images/add/", {"title": "Logo", "file": sent})
    assert list(response.context["form"].errors["file"]) == [sentence]
