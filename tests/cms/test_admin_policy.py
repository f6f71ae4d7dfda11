"""The admin runs Wagtail's own scripts and no other, is kept by no cache, and tells no other site where one was."""

import json
import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.delivery.admin_scripts import is_known, with_nonce
from cms.delivery.middleware import PublicPageMiddleware
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import at_the_installation_as, reader, signed_in

DATA = "{\\u0022formsetPrefix\\u0022: \\u0022id_x\\u0022}"
PANEL = f'(function() {{\n    var panel = new InlinePanel(JSON.parse("{DATA}"));\n}})();'
KNOWN = [
    'initDateChooser("id_go\\u002Dlive", {"dayOfWeekStart": 1, "format": "Y\\u002Dm\\u002Dd"});',
    'initTimeChooser("id_time", {"format": "H:i", "formatTime": "H:i"});',
    'initDateTimeChooser("id_both", {});',
    'createTaskChooser("id_task");',
    'new PageChooser("id_page", {"modalUrl": "/admin/choose-page/", "parentId": null});',
    'new ImageChooser("id_picture", {"modalUrl": "/x"});',
    'new DocumentChooser("id_document", {"modalUrl": "/x"});',
    'new SnippetChooser("id_offer", {"modalUrl": "/x", "linkedFields": {"a": "#b"}});',
    'new Chooser("id_person", {"modalUrl": "/x"});',
    PANEL,
    PANEL.replace("InlinePanel", "MultipleChooserPanel"),
]
FOREIGN = [
    "alert(1)",
    "",
    'initDateChooser("a", {}); alert(1);',
    'initDateChooser("a", {})',
    'initDateChooser("a", alert(1));',
    'initDateChooser("a", {"b": alert(1)});',
    "initDateChooser(alert(1), {});",
    'initDateChooser("a");',
    'initDateChooser("a", {}, {});',
    'initDateChooser("a", []);',
    'initDateChooser("a", {});/**/alert("b", {});',
    'initDateChooser("a"+alert(1), {});',
    'new Function("alert(1)", {});',
    'new PageChooser("a", {}).constructor.constructor("alert(1)")();',
    'new  PageChooser("a", {});',
    'window.PageChooser("a", {});',
    'createTaskChooser("a", {});',
    "createTaskChooser(`${alert(1)}`);",
    PANEL + "alert(1)",
    PANEL.replace('JSON.parse("', 'JSON.parse(alert(1)+"'),
    PANEL.replace("InlinePanel", "Function"),
    PANEL.replace("panel =", "panel = alert(1) ="),
    PANEL.replace(DATA, "no data"),
    PANEL.replace(DATA, '"));alert(1);JSON.parse("{}'),
]


@pytest.mark.parametrize("script", KNOWN)
def test_wagtails_own_calls_are_known(script):
    assert is_known(script)
    for end in ("</script>", "<-/script>"):  # the second within the template of an inline panel
        assert with_nonce(f"<p>a<script>{script}{end}b", "n0") == f'<p>a<script nonce="n0">{script}{end}b'


@pytest.mark.parametrize("script", FOREIGN)
def test_everything_else_stays_without(script):
    assert not is_known(script)
    page = f"<script>{script}</script>"
    assert with_nonce(page, "n0") == page


@pytest.mark.parametrize(
    "page",
    [
        f"<script >{KNOWN[0]}</script>",
        f'<script src="x">{KNOWN[0]}</script>',
        f'<script type="module">{KNOWN[0]}</script>',
        f"<SCRIPT>{KNOWN[0]}</SCRIPT>",
        f"<script>{KNOWN[0]}<!-- </script>",
        f"<script>{KNOWN[0]}<b></script>",
        f"&lt;script&gt;{KNOWN[0]}&lt;/script&gt;",
        json.dumps({"html": f"<script>{KNOWN[0]}</script>"}),
    ],
)
def test_only_a_bare_tag_with_nothing_but_the_call_is_marked(page):
    assert with_nonce(page, "n0") == page


def directives(response) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))


POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self' http://anteroom.localhost",
    "frame-ancestors": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "manifest-src": "'self'",
}


@pytest.fixture
def pages(alder):
    """Addresses of the admin by what they are."""
    with in_practice(alder.practice):
        article = make_article("Read me")
        parent = article.get_parent()
    return {
        "sign-in": "/admin/login/",
        "front": "/admin/",
        "explorer": f"/admin/pages/{parent.pk}/",
        "editor": f"/admin/pages/{article.pk}/edit/",
        "preview": f"/admin/pages/{article.pk}/edit/preview/",
        "move": f"/admin/pages/{article.pk}/move/",
        "report": "/admin/reports/site-history/",
        "missing": "/admin/nothing-here/",
        "choose a page": "/admin/choose-page/",
    }


@pytest.mark.parametrize(
    "name", ["sign-in", "front", "explorer", "editor", "preview", "move", "report", "missing", "choose a page"]
)
def test_every_answer_of_the_admin_has_its_headers(alder, pages, name):
    response = signed_in(alder.owner, alder.practice).get(pages[name])
    found = directives(response)
    nonces = set(re.findall(r'<script nonce="([\w+/=-]{16,})">', response.text))
    wanted = " ".join(["'self'", *(f"'nonce-{nonce}'" for nonce in nonces)])
    assert len(nonces) == (1 if name in ("explorer", "editor", "move", "report") else 0)
    assert found == POLICY | {"script-src": wanted}
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert {"no-store", "private"} <= {part.strip() for part in response.headers["Cache-Control"].split(",")}
    # No script of Wagtail's was left out.
    assert re.findall(r"<script>[^<]*", response.text) == []


def test_a_nonce_serves_one_answer(alder, pages):
    client = signed_in(alder.owner, alder.practice)
    nonces = [directives(client.get(pages["editor"]))["script-src"] for _ in range(2)]
    assert nonces[0] != nonces[1]


def test_public_pages_have_no_nonce_and_no_inline_script_whatever_they_hold(alder):
    def page_with_script(request):
        return HttpResponse(f"<script>{KNOWN[0]}</script>")

    for path, has_nonce in (("/articles/", False), ("/admin/x/", True)):
        request = RequestFactory().get(path)
        request._csp_nonce = "n0"
        answer = PublicPageMiddleware(page_with_script)(request).text
        assert ("nonce" in answer) is has_nonce
    assert directives(reader(alder.practice).get("/"))["script-src"] == "'self'"


def test_the_operators_desk_has_the_same_policy(operator):
    response = at_the_installation_as(operator).get("/admin/practices/")
    assert (response.status_code, directives(response)) == (200, POLICY)
