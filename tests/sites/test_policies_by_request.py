"""The same rules through real requests: what a signed-in person gets to see and to do."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.pages.models import BasePage
from cms.site_pages.models import PracticeSettings
from sites.scoping import across_practices, in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in
from tests.sites.practices import operators_browser


@pytest.fixture
def draft(alder, birch):
    """A practitioner's draft in A."""
    with in_practice(alder.practice):
        return make_article("A draft", owner=alder.practitioner, live=False)


def fields(title="A new title", slug="a-draft", **more) -> dict:
    """The editor's form of an article, as a browser sends it."""
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 8}
    return nested_form_data(
        {"title": title, "slug": slug, "introduction": "", "body": streamfield([]), "contents": "auto",
         "safety": "topics", "authors": empty, "comments": empty, **more}
    )  # fmt: skip


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def state_of(page) -> tuple[str, bool]:
    """The newest title and whether it is live."""
    with in_practice(page.practice):
        page = ArticlePage.objects.get(pk=page.pk)
        return page.get_latest_revision_as_object().title, page.live


@pytest.mark.parametrize(
    ("role", "action", "newest", "live"),
    [
        ("practitioner", "", "A new title", False),
        ("practitioner", "action-publish", "A new title", False),  # kept as a draft, as Wagtail does it
        ("second_practitioner", "", "A draft", False),
        ("second_practitioner", "action-publish", "A draft", False),
        ("editor", "", "A new title", False),
        ("editor", "action-publish", "A new title", True),
        ("owner", "action-publish", "A new title", True),
    ],
)
def test_saving_and_publishing_a_draft(role, action, newest, live, alder, draft):
    signed_in(getattr(alder, role), alder.practice).post(edit_url(draft), fields(**{action: "1"} if action else {}))
    assert state_of(draft) == (newest, live)
    expected = 200 if live else 404
    assert reader(alder.practice).get("/articles/a-draft/").status_code == expected


@pytest.mark.parametrize(
    ("role", "status"), [("practitioner", 200), ("second_practitioner", 302), ("editor", 200), ("owner", 200)]
)
def test_opening_a_draft(role, status, alder, draft):
    client = signed_in(getattr(alder, role), alder.practice)
    assert client.get(edit_url(draft)).status_code == status
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=(draft.pk,))).status_code == status


@pytest.mark.parametrize(("role", "live"), [("practitioner", False), ("editor", True)])
def test_a_new_article_is_begun_by_anybody_and_published_by_an_editor(role, live, alder):
    alder.practice.approves_own = True
    alder.practice.save()
    with in_practice(alder.practice):
        index = ArticleIndexPage.objects.get()
    url = reverse("wagtailadmin_pages:add", args=("articles", "articlepage", index.pk))
    signed_in(getattr(alder, role), alder.practice).post(url, fields("Begun", "begun", **{"action-publish": "1"}))
    with in_practice(alder.practice):
        page = ArticlePage.objects.get(slug="begun")
        assert (page.live, page.owner, page.practice) == (live, getattr(alder, role), alder.practice)


@pytest.mark.parametrize("verb", ["delete", "unpublish", "move", "copy", "set_privacy"])
def test_a_live_page_of_ones_own_is_the_editors_to_take_away(verb, alder):
    with in_practice(alder.practice):
        page = make_article("Live", owner=alder.practitioner)
    url = reverse(f"wagtailadmin_pages:{verb}", args=(page.pk,))
    answers = {role: signed_in(getattr(alder, role), alder.practice).get(url) for role in ("practitioner", "editor")}
    assert answers["editor"].status_code == 200
    assert answers["practitioner"].status_code == (200 if verb == "copy" else 302)
    if verb != "copy":
        assert answers["practitioner"].url == "/admin/"


def test_a_practitioner_copies_to_a_draft_only(alder):
    with in_practice(alder.practice):
        page = make_article("Live", owner=alder.practitioner)
        index = ArticleIndexPage.objects.get()
    form = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": index.pk, "publish_copies": "on"}
    signed_in(alder.practitioner, alder.practice).post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), form)
    with in_practice(alder.practice):
        assert ArticlePage.objects.get(slug="copied").live is False


# What is no door at a practice: nobody gets in, and it answers as if it were not there (sites/doors.py).
CLOSED = [
    "/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/workflows/list/", "/admin/workflows/edit/{workflow}/",
    "/admin/workflows/tasks/index/", "/admin/redirects/", "/admin/reports/workflow/",
    "/admin/reports/page-types-usage/",
    "/admin/practices/", "/admin/practices/new/", "/admin/practices/edit/{practice}/", "/admin/snippets/",
]  # fmt: skip
# Path, and who gets in; everybody else is led back to the admin's first page.
SCREENS = [
    ("/admin/snippets/faq/faqentry/", "practitioner editor owner"),
    ("/admin/snippets/faq/faqentry/add/", "editor owner"),
    ("/admin/snippets/booking/bookingoffer/", "practitioner editor owner"),
    ("/admin/snippets/booking/bookingoffer/add/", "owner"),
    ("/admin/settings/site_pages/practicesettings/{site}/", "owner"),
    ("/admin/practice/", "owner"),
    ("/admin/practice/people/", "owner"),
    ("/admin/images/add/", "practitioner editor owner"),
    ("/admin/documents/multiple/add/", "practitioner editor owner"),
    ("/admin/collections/", "editor owner"),
]  # fmt: skip


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_screens_open_for_whom_they_are(role, alder, birch):
    client = signed_in(getattr(alder, role), alder.practice)
    site = alder.practice.site_id
    ids = {"site": site, "workflow": birch.practice.workflow_id, "practice": birch.practice.pk}
    opened = [path for path, _ in SCREENS if client.get(path.format(**ids)).status_code == 200]
    assert opened == [path for path, roles in SCREENS if role in roles.split()]
    refused = [path for path, roles in SCREENS if role not in roles.split()]
    assert {client.get(path.format(**ids)).url for path in refused} <= {"/admin/"}
    assert {client.get(path.format(**ids)).status_code for path in CLOSED} == {404}


def test_an_owner_changes_the_look(alder, birch):
    url = reverse("wagtailsettings:edit", args=("site_pages", "practicesettings", alder.practice.site_id))
    form = nested_form_data(
        {"theme": "clinic", "feed_content": "full", "menu": streamfield([]), "footer_links": streamfield([])}
    )
    assert signed_in(alder.owner, alder.practice).post(url, form).status_code == 302
    with across_practices():
        themes = dict(PracticeSettings.objects.values_list("site__practice__slug", "theme"))
    assert themes == {"alder": "clinic", "birch": "letter"}


def test_an_operator_is_nobody_at_a_practice(alder, operator):
    client = reader(alder.practice)
    client.cookies = operators_browser(operator).cookies
    with in_practice(alder.practice):
        home = BasePage.objects.get(depth=2)
    for path in ("/admin/", edit_url(home), "/admin/practice/people/"):
        assert client.get(path).url == f"/admin/login/?next={path}"
    for path in ("/admin/users/", "/admin/practices/"):
        assert client.get(path).status_code == 404
