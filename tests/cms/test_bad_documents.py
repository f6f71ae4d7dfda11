"""Files that are not what they say, or more than they show: a sentence at the field, and nothing is stored."""

import html
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.media.documents import REFUSED
from cms.media.kinds import IN_DISGUISE, NO_PICTURE
from cms.media.models import PracticeDocument, PracticeImage
from sites.scoping import in_practice
from tests.building import make_picture, picture_file
from tests.conftest import signed_in

from .camera import photo

AJAX = {"x-requested-with": "XMLHttpRequest"}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(part: str, **more: bytes) -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", part: b"<document/>", **more})


OPEN_TEXT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office/>"}
PDF = b"%PDF-1.7\ntrailer<<>>\nstartxref\n0\n%%EOF\n"
GOOD = {
    "a PDF": ("leaflet.pdf", PDF, "leaflet.pdf"),
    "a PDF that calls itself text": ("leaflet.txt", PDF, "leaflet.pdf"),
    "Word": ("letter.docx", office("word/document.xml"), "letter.docx"),
    "Word that calls itself PDF": ("letter.pdf", office("word/document.xml"), "letter.docx"),
    "Excel": ("fees.xlsx", office("xl/workbook.xml"), "fees.xlsx"),
    "PowerPoint": ("talk.PPTX", office("ppt/presentation.xml"), "talk.pptx"),
    "OpenDocument": ("letter.odt", packed(OPEN_TEXT), "letter.odt"),
    "RTF": ("letter.rtf", b"{\\rtf1 Words.}", "letter.rtf"),
    "text": ("words.txt", "Grüße, 5 < 6 & 7 > 6.\r\n".encode(), "words.txt"),
    "text of an older machine": ("words.txt", "Grüße".encode("cp1252"), "words.txt"),
    "text in UTF-16": ("words.txt", "Grüße".encode("utf-16"), "words.txt"),
    "a table": ("fees.csv", b"\xef\xbb\xbfname,fee\nfirst,60\n", "fees.csv"),
    "a name with a path": ("../../etc/fees.csv", b"a,b\n", "fees.csv"),
}
WITH_MACROS = office("word/document.xml", **{"word/vbaProject.bin": b"x"})
MACRO_TYPE = packed({"[Content_Types].xml": b"<Override ContentType='macroEnabled'/>", "word/document.xml": b"x"})
BAD = {
    "a page": ("page.html", b"<!DOCTYPE html><script>alert(1)</script>", "page"),
    "a page that calls itself PDF": ("leaflet.pdf", b"<html><body>Pay here</body></html>", "page"),
    "a page that calls itself text": ("leaflet.txt", b"\n\n  <script>alert(1)</script>", "page"),
    "a page after a beginning like a PDF": ("leaflet.pdf", b"%PDF-1.4\n<html><script>x</script></html>", "broken"),
    "an SVG": ("drawing.csv", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page"),
    "a script": ("words.txt", b"#!/bin/sh\nrm -rf /\n", "page"),
    "a script by its name": ("run.js", b"alert(1)", "text"),
    "text that calls itself PDF": ("leaflet.pdf", b"Only words.", "text"),
    "a program": ("words.txt", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + b"\0" * 64, "unknown"),
    "a program that calls itself Word": ("letter.docx", b"\x7fELF\x02\x01\x01" + b"\0" * 64, "unknown"),
    "text with control bytes": ("words.txt", b"Words\x00\x07and more", "unknown"),
    "a picture": ("photo.pdf", picture_file().read(), "picture"),
    "an old Word file": ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old_office"),
    "any archive": ("all.docx", packed({"a.txt": b"x"}), "unknown"),
    "two kinds in one": ("both.docx", office("word/document.xml", **{"xl/workbook.xml": b"x"}), "unknown"),
    "an OpenDocument of another kind": ("x.odt", packed(OPEN_TEXT | {"mimetype": b"application/x"}), "unknown"),
    "Word with macros": ("letter.docx", WITH_MACROS, "macros"),
    "Word that allows macros": ("letter.docx", MACRO_TYPE, "macros"),
    "OpenDocument with macros": ("letter.odt", packed(OPEN_TEXT | {"Basic/Standard/M.xml": b"x"}), "macros"),
    "an archive that swells": ("big.docx", office("word/document.xml", more=b"\0" * 20_000_000), "bomb"),
    "half a Word file": ("letter.docx", office("word/document.xml")[:-40], "broken"),
    "RTF with a file inside": ("letter.rtf", b"{\\rtf1 {\\object\\objdata 0105}}", "objects"),
}


def documents(at) -> list[str]:
    with in_practice(at.practice):
        return [document.filename for document in PracticeDocument.objects.all()]


def add_many(at, name, content, kind="documents"):
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    browser = signed_in(at.practitioner, at.practice)
    return browser.post(f"/admin/{kind}/multiple/add/", {"title": "Sent", "files[]": file}, headers=AJAX).json()


def add_in_chooser(at, name, content):
    file = SimpleUploadedFile(name, content, "application/octet-stream")
    typed = {"document-chooser-upload-title": "Sent", "document-chooser-upload-file": file}
    return signed_in(at.practitioner, at.practice).post("/admin/documents/chooser/create/", typed).json()


@pytest.mark.parametrize("case", GOOD)
def test_a_good_document_is_taken_under_the_name_that_fits_it(alder, birch, case):
    name, content, shown = GOOD[case]
    assert add_many(alder, name, content)["success"] is True
    assert (documents(alder), documents(birch)) == ([shown], [])
    with in_practice(alder.practice):
        document = PracticeDocument.objects.get()
        assert (document.file.read(), document.file_size) == (content, len(content))
        assert document.file.name.rpartition(".")[2] == shown.rpartition(".")[2]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_document_is_refused_where_it_is_added(alder, case):
    name, content, why = BAD[case]
    answer = add_many(alder, name, content)
    assert answer["success"] is False
    assert html.unescape(answer["error_message"]) == REFUSED[why]
    assert documents(alder) == []


@pytest.mark.parametrize("case", ["a page that calls itself PDF", "Word with macros", "an archive that swells"])
def test_the_chooser_and_the_code_say_the_same(alder, case):
    name, content, why = BAD[case]
    answer = add_in_chooser(alder, name, content)
    assert answer["step"] == "reshow_creation_form"
    assert REFUSED[why] in html.unescape(answer["htmlFragment"])
    with in_practice(alder.practice), pytest.raises(ValidationError) as refusal:
        PracticeDocument.objects.create(title="Sent", file=ContentFile(content, name=name))
    assert refusal.value.messages == [REFUSED[why]]
    assert documents(alder) == []


def test_a_document_that_is_too_large_is_told_by_how_much(alder, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1024
    said = "This document has 2.0\xa0KB. At most 1.0\xa0KB are taken: make it smaller and send it again."
    assert add_many(alder, "words.txt", b"w" * 2048)["error_message"] == said
    assert documents(alder) == []


def test_a_new_file_for_a_document_is_looked_at_too(alder):
    with in_practice(alder.practice):
        document = PracticeDocument.objects.create(title="Kept", file=ContentFile(PDF, name="kept.pdf"))
    file = SimpleUploadedFile("kept.pdf", b"<html></html>", "application/pdf")
    answer = signed_in(alder.editor, alder.practice).post(
        f"/admin/documents/edit/{document.pk}/", {"title": "Kept", "file": file, "tags": ""}
    )
    assert REFUSED["page"] in html.unescape(answer.text)
    with in_practice(alder.practice):
        assert PracticeDocument.objects.get().file.read() == PDF


# --- pictures in disguise ---

GIF = photo("GIF")
DISGUISED = {
    "a page": ("photo.jpg", b"<!DOCTYPE html><script>alert(1)</script>", NO_PICTURE),
    "a GIF that is a script": ("photo.gif", b"GIF89a/*" + GIF[8:] + b"*/=1;alert(1)", IN_DISGUISE),
    "a GIF with a page behind it": ("photo.gif", GIF + b"<script>alert(1)</script>", IN_DISGUISE),
    "a JPEG with a page behind it": ("photo.jpg", photo("JPEG") + b"<HTML><body>", IN_DISGUISE),
    "a JPEG with PHP in its comment": (
        "photo.jpg",
        photo("JPEG")[:2] + b"\xff\xfe\0\x10<?php echo 1;?>" + photo("JPEG")[2:],
        IN_DISGUISE,
    ),
    "a PDF": ("photo.png", PDF, NO_PICTURE),
}


@pytest.mark.parametrize("case", DISGUISED)
def test_a_page_or_script_that_looks_like_a_picture_is_refused(alder, case):
    name, content, said = DISGUISED[case]
    assert html.unescape(add_many(alder, name, content, "images")["error_message"]) == said
    with in_practice(alder.practice):
        assert not PracticeImage.objects.exists()


def test_a_picture_goes_by_its_content_and_not_by_its_name(alder):
    assert add_many(alder, "photo.jpg.exe", photo("WEBP"), "images")["success"] is True
    with in_practice(alder.practice):
        picture = PracticeImage.objects.get()
        assert (picture.filename, picture.file.name[-5:]) == ("photo.jpg.webp", ".webp")


# --- how much a practice may keep ---


def test_a_practice_that_is_full_is_told_so_and_the_other_is_not(alder, birch, settings):
    settings.MEDIA_QUOTA_BYTES = 8192
    with in_practice(alder.practice):
        make_picture()
        PracticeDocument.objects.create(title="Kept", file=ContentFile(b"w" * 1000, name="kept.txt"))
        assert 6200 < PracticeImage.objects.get().file_size + 1000 < 8192
    for kind, name, content in (("images", "room.jpg", picture_file().read()), ("documents", "more.txt", b"w" * 4000)):
        said = add_many(alder, name, content, kind)["error_message"]
        assert said.startswith("There is no room for this file. It has ")
        assert said.endswith("are used. Delete pictures or documents that are not needed any more.")
        assert "of the practice's 8.0\xa0KB" in said
        assert add_many(birch, "more.txt", b"w" * 100)["success"] is True
    with in_practice(alder.practice), pytest.raises(ValidationError, match="no room"):
        PracticeDocument.objects.create(title="More", file=ContentFile(b"w" * 4000, name="more.txt"))
    assert documents(alder) == ["kept.txt"]


def test_a_file_counts_in_place_of_the_one_it_replaces(at_alder, settings, django_assert_num_queries):
    settings.MEDIA_QUOTA_BYTES = 1500
    document = PracticeDocument.objects.create(title="Kept", file=ContentFile(b"w" * 1000, name="kept.txt"))
    document.file = ContentFile(b"w" * 1400, name="kept.txt")
    document.save()
    assert PracticeDocument.objects.get().file_size == 1400
    with django_assert_num_queries(2):
        document.check_room_for(1500)
