"""How pages and files leave the house: whose files, with which headers, with which words when something is wrong."""

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from cms.articles.models import ArticlePage
from cms.media.models import PracticeDocument
from cms.settings.browser_features import FEATURES
from sites.provisioning import close_practice
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.conftest import reader

# What our own scripts do is theirs alone; everything else that a browser knows is refused.
OURS = {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
PERMISSIONS = ", ".join(f"{name}=({'self' if name in OURS else ''})" for name in sorted(FEATURES))
FIXED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'; manifest-src 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": PERMISSIONS,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def files(alder, birch):
    """The paths of one picture and one document of each practice."""
    caches["renditions"].clear()  # Wagtail keeps renditions by the picture's id, which the next test uses again
    paths = {}
    for name, practice in (("alder", alder.practice), ("birch", birch.practice)):
        with in_practice(practice):
            picture = make_picture(f"Of {name}")
            document = PracticeDocument.objects.create(title=name, file=ContentFile(b"words", name="form.txt"))
            rendition = picture.get_rendition("width-480|format-webp")
        paths[name] = {"rendition": rendition.file.name, "original": picture.file.name, "document": document.file.name}
    return paths


@pytest.mark.parametrize("here", ["alder", "birch"])
def test_a_practice_serves_its_finished_sizes_and_nothing_else(here, files, alder, birch):
    client = reader({"alder": alder, "birch": birch}[here].practice)
    assert all(default_storage.exists(path) for paths in files.values() for path in paths.values())
    served = {
        (whose, kind): client.get(f"/media/{path}").status_code
        for whose, paths in files.items()
        for kind, path in paths.items()
    }
    assert {thing for thing, status in served.items() if status == 200} == {(here, "rendition")}
    assert set(served.values()) == {200, 404}


def test_a_finished_size_is_the_file_and_is_kept_by_browsers(files, alder):
    response = reader(alder.practice).get(f"/media/{files['alder']['rendition']}")
    with default_storage.open(files["alder"]["rendition"]) as stored:
        assert b"".join(response) == stored.read()
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    of_files = {name: value for name, value in FIXED.items() if name != "Permissions-Policy"}
    assert {name: response.headers[name] for name in of_files} == of_files
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    [
        "{a}/renditions/..",
        "{a}/renditions/%2e%2e",
        "{a}/renditions/.",
        "{a}/renditions/",
        "{a}/renditions",
        "{a}",
        "",
        "{a}/renditions/../originals/picture.jpg",
        "{a}/renditions/..%2foriginals%2fpicture.jpg",
        "{a}/renditions/..%5coriginals%5cpicture.jpg",
        "{a}/originals/../renditions/picture.width-480.format-webp.webp",
        "{a}/../{b}/renditions/picture.width-480.format-webp.webp",
        "{b}/../{a}/renditions/picture.width-480.format-webp.webp",
        "%2fetc%2fpasswd",
        "{a}/renditions/%00",
        "{a}/renditions/{long}",
        "{a}/renditions/picture.width-480.format-webp.webp/",
        "{a}/RENDITIONS/picture.width-480.format-webp.webp",
    ],
)
def test_no_other_path_leads_to_a_file(path, files, alder, birch):
    url = "/media/" + path.format(a=alder.practice.media_key, b=birch.practice.media_key, long="x" * 400)
    response = reader(alder.practice).get(url)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_only_read(method, files, alder):
    response = getattr(reader(alder.practice), method)(f"/media/{files['alder']['rendition']}")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


PAGES = ["/", "/articles/", "/articles/read-me/", "/people/", "/contact/", "/privacy/", "/book/first-conversation/"]


@pytest.mark.parametrize(("path", "status"), [*[(path, 200) for path in PAGES], ("/nothing-here/", 404)])
def test_public_pages_have_all_headers_and_no_cookie(path, status, alder, birch):
    with in_practice(alder.practice):
        make_article("Read me")
    response = reader(alder.practice).get(path)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in FIXED} == FIXED
    assert (dict(response.cookies), "Cookie" in response.headers["Vary"]) == ({}, False)


def test_the_error_pages_have_their_words_and_name_nobody_else(alder, birch, monkeypatch):
    client = reader(alder.practice)
    client.raise_request_exception = False
    missing = client.get("/nothing-here/")
    assert (missing.status_code, "There is nothing at this address" in missing.text) == (404, True)
    assert ("Alder Practice" in missing.text, "Birch" in missing.text) == (True, False)

    with in_practice(alder.practice):
        make_article("Read me")
    monkeypatch.setattr(ArticlePage, "template", "pages/there_is_no_such_template.html")
    broken = client.get("/articles/read-me/")
    assert (broken.status_code, "This is our fault, not yours." in broken.text) == (500, True)
    assert {name: broken.headers.get(name) for name in FIXED} == FIXED
    strict = Client(enforce_csrf_checks=True, headers={"host": alder.practice.installation_host})
    assert strict.post("/admin/login/", {}).status_code == 403


def test_an_unknown_host_and_a_closed_practice_answer_with_the_same_headers(alder):
    unknown = Client(headers={"host": "nobody.anteroom.localhost"}).get("/")
    close_practice(alder.practice)
    closed = reader(alder.practice).get("/")
    assert (unknown.status_code, closed.status_code) == (404, 410)
    for response in (unknown, closed):
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "Permissions-Policy" in response.headers
