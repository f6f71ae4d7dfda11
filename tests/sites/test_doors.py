"""The doors alone: what is no door does not exist, and an id that is not the practice's own leads nowhere."""

import re

import pytest
from django.urls import reverse

from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from sites import doors
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.conftest import reader, signed_in
from tests.sites.practices import operators_browser

NOBODYS = 987_654


def things_of(practice) -> dict:
    """Addresses of the admin that hold an id of the practice's, by name."""
    with in_practice(practice):
        page, picture = make_article("One"), make_picture()
        entry = FaqEntry.objects.create(question="?", answer="<p>Yes.</p>")
        revision = page.latest_revision
        site, folder = practice.site_id, practice.collection_id
        home = BasePage.objects.get(depth=2)
    return {
        "explore": reverse("wagtailadmin_explore", args=(home.pk,)),
        "edit": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
        "history": reverse("wagtailadmin_pages:history", args=(page.pk,)),
        "move": reverse("wagtailadmin_pages:move", args=(page.pk,)),
        "revision": reverse("wagtailadmin_pages:revisions_view", args=(page.pk, revision.pk)),
        "picture": reverse("wagtailimages:edit", args=(picture.pk,)),
        "entry": reverse("wagtailsnippets_faq_faqentry:edit", args=(entry.pk,)),
        "chosen": reverse("wagtailsnippetchoosers_faq_faqentry:chosen", args=(entry.pk,)),
        "settings": reverse("wagtailsettings:edit", args=("site_pages", "practicesettings", site)),
        "folder": reverse("wagtailadmin_collections:edit", args=(folder,)),
        "ping": reverse("wagtailadmin_editing_sessions:ping", args=("faq", "faqentry", str(entry.pk), 1)),
    }


def answer_to(client, url, own_url) -> tuple:
    """Status, page and target, without what is different in every answer: the token, and the address itself."""
    response = client.get(url)
    text = re.sub(r"[A-Za-z0-9]{64}|nonce-[^'\"]+", "", response.content.decode(errors="replace"))
    return response.status_code, text.replace(url, own_url), response.headers.get("Location", "")


def with_another_id(url) -> str:
    return re.sub(r"\d+", str(NOBODYS), url)


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_what_is_anothers_answers_like_what_is_not_there(role, alder, birch, django_assert_num_queries):
    client = signed_in(getattr(alder, role), alder.practice)
    client.get("/admin/")
    for name, url in things_of(birch.practice).items():
        missing = with_another_id(url)
        assert (name, answer_to(client, url, url)) == (name, answer_to(client, missing, url))
        assert client.get(url).status_code == 404


def test_what_is_ones_own_is_answered(alder, birch):
    client = signed_in(alder.owner, alder.practice)
    for name, url in things_of(alder.practice).items():
        assert (name, client.get(url).status_code in (200, 405) or name == "ping") == (name, True)


def test_who_is_not_signed_in_can_not_count(alder, birch):
    """Own, foreign and missing ids all lead to the sign-in."""
    client = reader(alder.practice)
    own, foreign = things_of(alder.practice), things_of(birch.practice)
    for name, url in own.items():
        statuses = {client.get(each).status_code for each in (url, foreign[name], with_another_id(url))}
        assert (name, statuses - {302, 403, 405}) == (name, set())
        assert len(statuses) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/redirects/", "/admin/forms/", "/admin/snippets/",
        "/admin/workflows/list/", "/admin/reports/workflow/", "/admin/reports/page-types-usage/", "/admin/test404/",
        "/admin/failwhale/", "/admin/api/main/images/", "/admin/api/main/documents/", "/admin/tag-autocomplete/?term=a",
        "/admin/tag-autocomplete/taggit/tag/?term=a", "/admin/bulk/practices/user/delete/?id=1",
        "/admin/bulk/auth/group/delete/?id=1", "/admin/embeds/chooser/", "/_util/login/", "/admin/nonsense/",
        "/admin/editing-sessions/ping/practices/user/1/1/", "/admin/pages/usage/auth/group/", "/admin/practices/",
    ],
)  # fmt: skip
def test_what_is_no_door_is_not_there_for_anybody(path, alder, operator):
    nothing = reader(alder.practice).get("/nonsense/").status_code
    for client in (reader(alder.practice), signed_in(alder.owner, alder.practice)):
        assert client.get(path).status_code == nothing == 404


@pytest.mark.parametrize(
    "path",
    [
        "/admin/pages/", "/admin/images/", "/admin/documents/", "/admin/snippets/faq/faqentry/",
        "/admin/reports/site-history/", "/admin/practice/people/", "/articles/",
    ],
)  # fmt: skip
def test_the_installation_has_no_door_to_any_content(path, alder, operator):
    assert operators_browser(operator).get(path).status_code == 404


def test_menus_lead_only_to_doors(alder):
    html = signed_in(alder.owner, alder.practice).get("/admin/").text
    assert "/admin/practice/people/" in html
    closed = ("/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/workflows/", "/admin/reports/workflow")
    assert [path for path in closed if f'"{path}' in html] == []


@pytest.mark.parametrize("key", ["", "x", "1.5", "-1", "9" * 19, "9" * 500, "٣"])
def test_what_can_be_no_id_is_no_row(key, alder):
    with in_practice(alder.practice):
        assert doors.has_place_here(doors.PAGE, key) is False


def test_own_and_foreign_ids_cost_the_same_question(alder, birch, django_assert_num_queries):
    with in_practice(birch.practice):
        foreign = make_article("B").pk
    for key in (foreign, NOBODYS):
        with in_practice(alder.practice), django_assert_num_queries(1):
            assert doors.has_place_here(doors.PAGE, str(key)) is False
