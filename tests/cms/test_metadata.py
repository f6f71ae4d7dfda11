"""What a camera wrote beside a picture is in nothing that is stored or sent, whichever way the picture came in."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageStat
from wagtail.models import UploadedFile

from cms.demo.installation import DATA
from cms.media.intake import take_picture
from cms.media.making import make_sizes
from cms.media.metadata import without_metadata
from cms.media.models import PracticeImage
from cms.media.upright import turned
from sites.scoping import in_practice
from tests.conftest import reader, signed_in

from .camera import GPS, MAKER, PROFILE, SECRET, SIZE, moving, photo

KINDS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "GIF": "gif"}
each_kind = pytest.mark.parametrize("kind", KINDS)
AJAX = {"x-requested-with": "XMLHttpRequest"}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def frames(data: bytes) -> list[Image.Image]:
    picture = opened(data)
    found = []
    for number in range(picture.n_frames):
        picture.seek(number)
        found.append(picture.convert("RGB"))
    return found


def said_by(data: bytes) -> list[str]:
    """What the picture's metadata still say, as Pillow reads them."""
    picture = opened(data)
    tags = picture.getexif()
    said = [
        name for name in ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "Comment") if name in picture.info
    ]
    said += [name for name, found in (("maker", tags.get(MAKER)), ("place", tags.get_ifd(GPS))) if found]
    return said + (["the secret"] if SECRET in data else [])


@each_kind
def test_the_sample_says_what_it_should_not(kind):
    said = said_by(photo(kind))
    assert "the secret" in said
    assert ("place" in said) is (kind != "GIF")  # GIF has no place for one but in comments


@each_kind
def test_only_the_picture_is_left(kind):
    sent = photo(kind)
    kept = without_metadata(sent, KINDS[kind])
    assert said_by(kept) == []
    # Bit for bit the same picture, in the same colours.
    assert ImageChops.difference(opened(sent).convert("RGB"), opened(kept).convert("RGB")).getbbox() is None
    assert opened(kept).info.get("icc_profile") == (PROFILE if kind != "GIF" else None)
    assert without_metadata(kept, KINDS[kind]) == kept


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_what_moves_goes_on_moving(kind):
    sent = moving(kind)
    kept = take_picture(ContentFile(sent), f"moving.{KINDS[kind]}").read()
    assert said_by(kept) == []
    assert len(frames(kept)) == 3
    assert [ImageChops.difference(*pair).getbbox() for pair in zip(frames(sent), frames(kept), strict=True)] == [
        None
    ] * 3
    assert (opened(kept).info.get("loop", 0), opened(kept).info.get("duration")) == (
        0,
        opened(sent).info.get("duration"),
    )


@each_kind
def test_what_was_hung_on_behind_the_end_goes(kind):
    if kind == "AVIF":
        with_more = photo(kind) + (8 + len(SECRET)).to_bytes(4, "big") + b"uuid" + SECRET
    else:
        with_more = photo(kind) + SECRET
    assert SECRET not in without_metadata(with_more, KINDS[kind])


@each_kind
def test_a_picture_that_breaks_off_is_refused_and_not_guessed_at(kind):
    whole = photo(kind)
    for length in range(0, len(whole) - 1, max(1, len(whole) // 60)):
        try:
            kept = without_metadata(whole[:length], KINDS[kind])
        except ValueError:
            continue
        assert len(kept) <= length


# --- turned upright ---


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_a_picture_taken_sideways_stands_upright_without_the_mark(kind, orientation, corner):
    kept = take_picture(ContentFile(photo(kind, orientation)), "photo").read()
    picture = opened(kept).convert("RGB")
    assert picture.size == (SIZE if orientation < 5 else SIZE[::-1])
    x, y = (4 + side * (length - 9) for side, length in zip(corner, picture.size, strict=True))
    red, green, blue = picture.getpixel((x, y))
    assert (red > 230, green < 25, blue < 25) == (True, True, True)
    assert said_by(kept) == []
    assert opened(kept).info.get("icc_profile") == PROFILE


def test_turning_a_jpeg_loses_next_to_nothing():
    sent = next(DATA.rglob("row-of-alders.jpg")).read_bytes()
    kept = turned(sent, 6, "jpg")
    with opened(sent) as before, opened(kept) as after:
        lost = ImageChops.difference(before.transpose(Image.Transpose.ROTATE_270), after)
        # Of 255, and 1.1 with quality 90, which makes a file half as large again.
        assert max(ImageStat.Stat(lost).rms) < 0.7
        assert after.quantization[0] != before.quantization[0]  # lines and columns have changed places
        assert sorted(after.quantization[0]) == sorted(before.quantization[0])
    assert abs(len(kept) - len(sent)) < len(sent) / 50


# --- every way in ---


def stored(picture: PracticeImage) -> list[bytes]:
    """The original and every finished size, as they lie in storage."""
    cache.clear()
    make_sizes(picture)
    picture.get_renditions("original", "max-165x165", "width-96")
    files = [picture.file.name, *picture.renditions.values_list("file", flat=True)]
    return [default_storage.open(name).read() for name in files]


def by_code(at, sent):
    with in_practice(at.practice):
        PracticeImage.objects.create(title="Sent", file=ContentFile(sent, "IMG_0001.JPG"))


def by_field_file(at, sent):
    with in_practice(at.practice):
        picture = PracticeImage(title="Sent")
        picture.file.save("IMG_0001.JPG", ContentFile(sent))


def by_many_at_once(at, sent):
    file = SimpleUploadedFile("IMG_0001.JPG", sent, "image/jpeg")
    browser = signed_in(at.practitioner, at.practice)
    answer = browser.post("/admin/images/multiple/add/", {"title": "Sent", "files[]": file}, headers=AJAX)
    assert answer.json()["success"] is True


def by_second_step(at, sent):
    """A title that is too long: Wagtail stores the file aside until it is shorter."""
    file = SimpleUploadedFile("IMG_0001.JPG", sent, "image/jpeg")
    browser = signed_in(at.practitioner, at.practice)
    answer = browser.post("/admin/images/multiple/add/", {"title": "x" * 300, "files[]": file}, headers=AJAX).json()
    waiting = UploadedFile.objects.get(pk=answer["uploaded_file_id"])
    assert said_by(waiting.file.read()) == []
    typed = {f"uploaded-image-{waiting.pk}-title": "Sent", f"uploaded-image-{waiting.pk}-tags": ""}
    address = f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/"
    assert browser.post(address, typed, headers=AJAX).json()["success"] is True
    assert not default_storage.exists(waiting.file.name)


def by_chooser(at, sent):
    file = SimpleUploadedFile("IMG_0001.JPG", sent, "image/jpeg")
    typed = {"image-chooser-upload-title": "Sent", "image-chooser-upload-file": file}
    answer = signed_in(at.practitioner, at.practice).post("/admin/images/chooser/create/", typed).json()
    assert answer["step"] == "chosen"


def by_another_file_for_it(at, sent):
    by_code(at, photo("PNG"))
    with in_practice(at.practice):
        before = PracticeImage.objects.get()
    file = SimpleUploadedFile("IMG_0001.JPG", sent, "image/jpeg")
    answer = signed_in(at.editor, at.practice).post(
        f"/admin/images/{before.pk}/", {"title": "Sent", "file": file, "tags": ""}
    )
    assert answer.status_code == 302
    assert not default_storage.exists(before.file.name)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize(
    "way", [by_code, by_field_file, by_many_at_once, by_second_step, by_chooser, by_another_file_for_it]
)
def test_no_stored_file_says_where_it_was_taken(alder, birch, way, kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        way(alder, photo(kind, 6))
    with in_practice(alder.practice):
        picture = PracticeImage.objects.get()
        files = stored(picture)
        assert len(files) == 1 + 2 + 3
        assert [said_by(data) for data in files] == [[]] * len(files)
        # The row tells of the file as it lies there, and not as it was sent.
        assert (picture.width, picture.height) == SIZE[::-1]
        assert (picture.file_size, picture.filename) == (len(files[0]), f"IMG_0001.{KINDS[kind]}")
        assert picture.file.name.endswith(f".{KINDS[kind]}")
        address = picture.get_rendition("original").url
    assert said_by(b"".join(reader(alder.practice).get(address))) == []
    assert reader(birch.practice).get(address).status_code == 404


def test_the_same_picture_sent_twice_is_still_known_as_the_same(at_alder):
    for _ in range(2):
        by_code(at_alder, photo("JPEG", 6))
    assert len(set(PracticeImage.objects.values_list("file_hash", flat=True))) == 1
