"""What a visitor is let into, and that nothing is changed or taken along."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticleIndexPage
from cms.faq.models import FaqEntry
from sites.models import Membership, User
from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import in_practice
from sites.visits.reading_only import ReadingOnly, reading_only
from tests.building import make_article
from tests.conftest import signed_in
from tests.sites.practices import operators_browser
from tests.sites.visits.words import ROOM, begin_url

# --- what a visitor is let into ---


def entering(operator, place):
    """The operator at the installation's host, on the way to a practice's work address."""
    state = "0" * 64
    return operators_browser(operator).get(reverse("enter", args=(place.practice.slug,)), {"state": state})


def without_tokens(response) -> str:
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.text)


def test_an_operator_without_a_visit_does_not_come_in(alder, birch, operator):
    missing = operators_browser(operator).get("/enter/no-such-practice/", {"state": "0" * 64})
    refused = entering(operator, alder)
    assert (refused.status_code, without_tokens(refused)) == (404, without_tokens(missing))


def test_a_visit_opens_one_practice_and_no_other(visit, alder, birch, operator):
    let_in, refused = entering(operator, alder), entering(operator, birch)
    assert let_in.url.startswith("http://alder.anteroom.localhost/admin/enter/?ticket=")
    assert refused.status_code == 404


def test_a_visitors_session_is_nobodys_at_another_practice(visitor, birch):
    stolen = Client(headers={"host": birch.practice.installation_host})
    stolen.cookies = visitor.cookies
    assert stolen.get("/admin/").url.startswith("/admin/login/")


def test_a_visitor_reads_pages_and_drafts_of_this_practice_only(visitor, alder, birch):
    page = visitor.get(ROOM)
    assert ("Aster draft" in page.text, "Zinnia" in page.text) == (True, False)
    address = re.search(r"/admin/practice/reading/\d+/(?=\">Aster draft)", page.text).group()
    assert "Some words." in visitor.get(address).text
    with in_practice(birch.practice):
        theirs = make_article("Zinnia again").pk
    assert visitor.get(reverse("visit_page", args=(theirs,))).status_code == 404


def test_every_screen_says_that_it_is_a_visit_and_until_when(visitor, visit, alder):
    with timezone.override(alder.practice.time_zone):
        until = timezone.localtime(visit.ends_at).strftime("%H:%M")
    words = f"You are visiting Alder Practice, reading only, until {until}."
    for address in ("/admin/", ROOM, reverse("wagtailsnippets_faq_faqentry:list")):
        assert words in visitor.get(address).text
    assert "You are visiting" not in signed_in(alder.owner, alder.practice).get("/admin/").text


CLOSED_TO_VISITORS = [
    reverse("practice_people:index"),
    reverse("practice_people:add"),
    reverse("practice_details"),
    reverse("practice_visits"),
    reverse("wagtailimages:index"),
    reverse("wagtaildocs:index"),
    reverse("wagtailsnippets_faq_faqentry:add"),
]


@pytest.mark.parametrize("address", CLOSED_TO_VISITORS)
def test_a_visitor_has_no_screen_that_changes_something(address, visitor):
    response = visitor.get(address)
    assert (response.status_code, response.url) == (302, "/admin/")


def test_an_operators_own_screens_are_not_at_a_practices_address(visitor, alder):
    for address in (reverse("practices:index"), begin_url(alder), reverse("practice_bare_log", args=(1,))):
        assert visitor.get(address).status_code == 404


def test_no_menu_leads_a_visitor_to_a_closed_door(visitor, alder):
    with in_practice(alder.practice):
        articles = reverse("wagtailadmin_explore", args=(ArticleIndexPage.objects.get().pk,))
    assert articles in signed_in(alder.owner, alder.practice).get("/admin/").text
    page = visitor.get("/admin/").text
    assert ("Pages and drafts" in page, articles in page, "Write an article" in page) == (True, False, False)


def test_the_practices_people_have_no_reading_room(alder, birch, visit):
    assert signed_in(alder.owner, alder.practice).get(ROOM).status_code == 404


# --- what a visitor can not change ---


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_anything_but_reading_is_refused_with_a_sentence(method, visitor, alder):
    with in_practice(alder.practice):
        before = FaqEntry.objects.count()
    response = getattr(visitor, method)(reverse("wagtailsnippets_faq_faqentry:add"), {"question": "Why?"})
    assert (response.status_code, "nothing can be changed during a visit" in response.text) == (403, True)
    with in_practice(alder.practice):
        assert FaqEntry.objects.count() == before


def test_nothing_of_a_practice_is_written_by_a_visitors_reading(visitor, alder):
    """Every table but the log and the sessions is the same before and after all the screens of the menu."""

    def rows() -> dict:
        with connection.cursor() as cursor:
            names = [name for name in connection.introspection.table_names() if name not in kept]
            counts = {}
            for name in names:
                cursor.execute(f'SELECT COUNT(*) FROM "{name}"')  # noqa: S608
                counts[name] = cursor.fetchone()[0]
        return counts

    kept = {"audit_auditentry", "django_session"}
    before = rows()
    with in_practice(alder.practice):
        page = make_article_id()
    of_the_page = [f"/admin/pages/{page}/edit/", f"/admin/pages/{page}/", reverse("visit_page", args=(page,))]
    for address in ("/admin/", ROOM, "/admin/pages/", "/admin/account/", "/admin/reports/site-history/", *of_the_page):
        visitor.get(address)
    assert rows() == before


def make_article_id() -> int:
    from cms.articles.models import ArticlePage

    return ArticlePage.objects.get(title="Aster draft").pk


def test_the_database_itself_takes_no_change_while_a_visitor_is_answered(alder):
    with in_practice(alder.practice), reading_only():
        assert User.objects.count() == 4
        for write in (
            lambda: FaqEntry.objects.create(question="?", answer="!"),
            lambda: User.everyone.update(first_name="X"),
            lambda: Membership.objects.all().delete(),
        ):
            with pytest.raises(ReadingOnly), transaction.atomic():
                write()


def test_a_visitor_takes_nothing_along(visitor):
    response = visitor.get("/admin/reports/site-history/", {"export": "csv"})
    assert (response.status_code, "nothing can be taken along" in response.text) == (403, True)


# --- a visitor is nobody of the practice ---


def test_a_visitor_is_in_no_list_of_people(visit, operator, alder):
    with in_practice(alder.practice):
        assert operator not in User.objects.all()
        for ability in Ability:
            assert operator not in people_with(ability)
        person = User.everyone.get(pk=operator.pk)
        assert [ability.value for ability in Ability if person.can(ability)] == ["read"]
        assert person.is_superuser is False
    page = signed_in(alder.owner, alder.practice).get(reverse("practice_people:index"))
    assert "operator@anteroom.example" not in page.text
