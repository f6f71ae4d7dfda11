"""Addresses of finished sizes: nobody guesses one, every browser keeps one, and a new file has new ones."""

import random
import re

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.media.intake import take_document, take_picture
from cms.media.models import PracticeImage
from cms.media.renditions import sources
from sites.scoping import in_practice
from tests.building import make_article, make_picture, make_ready_picture, picture_file
from tests.conftest import reader

from .camera import moving, photo
from .test_bad_documents import OPEN_TEXT, PDF, packed
from .test_bad_uploads import huge_png


@pytest.fixture
def sizes(alder, birch):
    """The finished sizes of one picture of each practice, called the same."""
    cache.clear()
    found = {}
    for at in (alder, birch):
        with in_practice(at.practice):
            found[at.practice.slug] = sources(make_ready_picture())
    return found


def test_an_address_holds_nothing_that_can_be_known(sizes, alder, birch):
    key = alder.practice.media_key
    for size in sizes["alder"].values():
        assert re.fullmatch(rf"/media/{key}/renditions/[0-9a-f]{{32}}\.width-\d+\.(avif|webp|jpg)", size.url)
    tokens = {name: {size.url.split("/")[-1][:32] for size in made.values()} for name, made in sizes.items()}
    assert (len(tokens["alder"]), len(tokens["birch"])) == (1, 1)
    assert tokens["alder"] != tokens["birch"]


def test_no_other_name_opens_anything(sizes, alder, birch):
    ours, theirs = sizes["alder"]["width-480|format-webp"], sizes["birch"]["width-480|format-webp"]
    key, name = alder.practice.media_key, ours.name.rpartition("/")[2]
    with in_practice(alder.practice):
        original = PracticeImage.objects.get().file.name
    missing = reader(alder.practice).get(f"/media/{key}/renditions/{'0' * 32}.width-480.webp")
    assert missing.status_code == 404
    for address in (
        theirs.url,
        f"/media/{key}/renditions/{theirs.name.rpartition('/')[2]}",
        f"/media/{birch.practice.media_key}/renditions/{name}",
        f"/media/{original}",
        f"/media/{key}/renditions/{original.rpartition('/')[2]}",
        f"/media/{key}/originals/{name}",
        f"/media/{key}/renditions/picture.width-480.format-webp.webp",
        f"/media/{key}/renditions/{name[:40]}",
        f"/media/{key}/renditions/{name}/",
        f"/media/{key}/renditions/{name}%00",
        f"/media/{key}/renditions/{name.upper()}",
    ):
        answer = reader(alder.practice).get(address)
        assert (answer.status_code, answer.content) == (404, missing.content), address
    assert reader(alder.practice).get(ours.url).status_code == 200


def test_a_picture_in_a_page_is_found_at_its_address(alder):
    with in_practice(alder.practice):
        page = make_article("With a picture", listing_image=make_ready_picture())
    html = reader(alder.practice).get(page.url).text
    addresses = set(re.findall(r"/media/[\w/.-]+", html))
    assert len(addresses) >= 3
    assert {reader(alder.practice).get(address).status_code for address in addresses} == {200}


def test_browsers_keep_it_and_ask_for_parts(sizes, alder):
    client, address = reader(alder.practice), sizes["alder"]["width-960|format-jpeg"].url
    whole = client.get(address, headers={"accept-encoding": "gzip"})
    body, tag = b"".join(whole), whole.headers["ETag"]
    assert "Content-Encoding" not in whole.headers
    assert (whole.headers["Content-Type"], whole.headers["Content-Length"]) == ("image/jpeg", str(len(body)))
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in whole.headers.get("Vary", "")
    same = client.get(address, headers={"if-none-match": tag})
    assert (same.status_code, same.headers["Cache-Control"]) == (304, whole.headers["Cache-Control"])
    part = client.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, b"".join(part)) == (206, body[10:20])
    head = client.head(address)
    assert (head.status_code, b"".join(head), head.headers["Content-Length"]) == (200, b"", str(len(body)))


def test_a_new_file_has_new_addresses_and_the_old_files_go(at_alder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        picture = make_picture()
    old = [picture.file.name, *(size.name for size in sources(picture).values())]
    token = picture.token
    with django_capture_on_commit_callbacks(execute=True):
        picture.file = picture_file("other.png", (900, 700), "#112233", "PNG")
        picture.save()
    picture = PracticeImage.objects.get(pk=picture.pk)
    assert picture.token != token
    assert [name for name in old if default_storage.exists(name)] == []
    assert {size.name for size in sources(picture).values()}.isdisjoint(old)
    assert (picture.width, picture.height, picture.filename) == (900, 700, "other.png")


def test_other_words_for_a_picture_leave_its_addresses_alone(at_alder):
    picture = make_ready_picture()
    before = {spec: size.url for spec, size in sources(picture).items()}
    picture.title = "Other words"
    picture.save()
    assert {spec: size.url for spec, size in sources(PracticeImage.objects.get()).items()} == before


def test_saving_the_file_alone_saves_what_belongs_to_it(at_alder):
    picture = make_picture()
    token, picture.title = picture.token, "Not saved"
    picture.file = picture_file("wide.webp", (300, 100), kind="WEBP")
    picture.save(update_fields=["file"])
    kept = PracticeImage.objects.get()
    assert (kept.width, kept.height, kept.filename, kept.title) == (300, 100, "wide.webp", "A quiet room")
    assert kept.token != token


# --- what is sent is never believed ---


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_drawn():
    with pytest.raises(ValidationError, match="more than 178,956,970 pixels"):
        take_picture(ContentFile(huge_png(20_000, 20_000)), "huge.png")


def test_frames_are_counted_together(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 96 * 64 * 2
    with pytest.raises(ValidationError, match=r"18,432 pixels \(96 × 64, 3 frames\)"):
        take_picture(ContentFile(moving("GIF")), "moving.gif")


SENT = {kind: photo(kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF")} | {"PDF": PDF, "ODT": packed(OPEN_TEXT)}


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about damaged EXIF
@pytest.mark.parametrize("kind", SENT)
def test_damaged_files_are_taken_or_refused_and_break_nothing(kind):
    dice, said = random.Random(kind), set()
    take = take_document if kind in ("PDF", "ODT") else take_picture
    for _ in range(150):
        damaged = bytearray(SENT[kind])
        for _ in range(dice.randint(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        damaged = damaged[: dice.randint(8, len(damaged))] if dice.random() < 0.3 else damaged
        try:
            take(ContentFile(bytes(damaged)), "sent")
        except ValidationError as refusal:
            said.add(refusal.messages[0])
    assert [sentence for sentence in said if not sentence.endswith(".")] == []


def test_every_size_is_named_after_its_picture(at_alder):
    picture = make_ready_picture()
    others = picture.get_renditions("fill-100x100", "original")
    names = [*(size.name for size in sources(picture).values()), *(size.file.name for size in others.values())]
    assert [name for name in names if f"/renditions/{picture.token}." not in name] == []
    assert len(set(names)) == len(names)
