"""An operator reads at a practice: for a reason, for a while, changing nothing, under the owner's eyes."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from cms.faq.models import FaqEntry
from sites.audit.models import AuditEntry
from sites.models import Membership, User
from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import in_practice
from sites.visits import visiting
from sites.visits.models import OperatorVisit
from sites.visits.reading_only import ReadingOnly, reading_only
from tests.building import make_article
from tests.conftest import PASSWORD, reader, signed_in
from tests.sites.practices import operators_browser

WHY = "The booking page is said to be empty"
ROOM = reverse("visit_pages")


def begin_url(place) -> str:
    return reverse("visit_begin", args=(place.practice.pk,))


@pytest.fixture
def visit(alder, birch, operator, django_capture_on_commit_callbacks) -> OperatorVisit:
    """A visit to A, begun in the browser; the letters have gone."""
    with in_practice(birch.practice):
        make_article("Zinnia draft", live=False)
    with in_practice(alder.practice):
        make_article("Aster draft", live=False)
    client = operators_browser(operator)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(begin_url(alder), {"reason": WHY, "minutes": "30"})
    assert (response.status_code, response.url) == (302, alder.practice.admin_url)
    return OperatorVisit.everywhere.get()


@pytest.fixture
def visitor(visit, operator, alder):
    """The operator's browser at A's work address."""
    return signed_in(operator, alder.practice)


def log_of(practice, action) -> list:
    return list(
        AuditEntry.everywhere.of_practice(practice and practice.pk)
        .filter(action=action)
        .values_list("title", flat=True)
    )


# --- who may begin, and how ---


def test_a_visit_has_an_operator_a_reason_and_an_end(visit, operator, alder):
    assert (visit.practice, visit.operator, visit.reason) == (alder.practice, operator, WHY)
    assert visit.ends_at - visit.begun_at == timedelta(minutes=30)
    assert visit.owners_told_at is not None


def test_the_owners_get_a_letter_at_once_that_says_who_why_and_until_when(visit, alder):
    [letter] = mail.outbox
    assert letter.to == ["owner@alder.example"]
    with timezone.override(alder.practice.time_zone):
        until = timezone.localtime(visit.ends_at).strftime("%H:%M")
    for words in ("Op (operator@anteroom.example)", WHY, f"until {until}", alder.practice.admin_url):
        assert words in letter.body


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": "too short"}, "reason"), ({"reason": ""}, "reason"), ({"minutes": "600"}, "minutes")],
)
def test_a_visit_without_a_good_reason_does_not_begin(typed, field, alder, birch, operator):
    response = operators_browser(operator).post(begin_url(alder), {"reason": WHY, "minutes": "15", **typed})
    assert list(response.context["form"].errors) == [field]
    assert OperatorVisit.everywhere.count() == 0


def test_nobody_begins_a_visit_at_a_practices_address(alder, birch, operator):
    for place, role in ((alder, "owner"), (birch, "owner"), (birch, "editor"), (alder, "practitioner")):
        response = signed_in(getattr(place, role), place.practice).post(
            begin_url(alder), {"reason": WHY, "minutes": 15}
        )
        assert (response.status_code, response.url) == (302, "/admin/")
    with pytest.raises(PermissionDenied):
        visiting.begin(alder.owner, birch.practice, reason=WHY, minutes=15)
    assert OperatorVisit.everywhere.count() == 0


def test_who_has_a_place_there_signs_in_as_themselves(alder, birch, operator):
    Membership.everywhere.create(practice=alder.practice, user=operator, role="practitioner")
    with pytest.raises(ValidationError, match="have a place"):
        visiting.begin(operator, alder.practice, reason=WHY, minutes=15)


# --- what a visitor is let into ---


def test_an_operator_without_a_visit_does_not_come_in(alder, birch, operator):
    response = reader(alder.practice).post("/admin/login/", {"username": operator.email, "password": PASSWORD})
    assert (response.status_code, "sessionid" in response.cookies) == (200, False)


def test_a_visit_opens_one_practice_and_no_other(visit, birch, operator):
    response = reader(birch.practice).post("/admin/login/", {"username": operator.email, "password": PASSWORD})
    assert (response.status_code, "sessionid" in response.cookies) == (200, False)


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
    reverse("practices:index"),
]


@pytest.mark.parametrize("address", CLOSED_TO_VISITORS)
def test_a_visitor_has_no_screen_that_changes_something(address, visitor):
    response = visitor.get(address)
    assert (response.status_code, response.url) == (302, "/admin/")


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


# --- how it ends ---


def test_after_its_time_the_next_request_is_nobodys(visitor, visit):
    assert visitor.get(ROOM).status_code == 200
    OperatorVisit.everywhere.update(begun_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now())
    for address in (ROOM, "/admin/", "/admin/pages/"):
        assert visitor.get(address).url.startswith("/admin/login/")


def test_the_owner_ends_it(visitor, visit, alder, birch):
    end = reverse("practice_visit_end", args=(visit.pk,))
    for place, role, status in ((alder, "editor", 302), (alder, "practitioner", 302), (birch, "owner", 404)):
        assert signed_in(getattr(place, role), place.practice).post(end).status_code == status
    assert visitor.get(ROOM).status_code == 200
    owner = signed_in(alder.owner, alder.practice)
    assert owner.get(end).status_code == 405
    assert "is not let in any more" in owner.post(end, follow=True).text
    assert visitor.get(ROOM).url.startswith("/admin/login/")
    assert log_of(alder.practice, "visit.ended") == [f"Op (operator@anteroom.example): {WHY}"]


def test_signing_out_ends_it(visitor, visit, operator, alder):
    visitor.post(reverse("wagtailadmin_logout"))
    visit.refresh_from_db()
    assert visit.ended_at is not None
    assert AuditEntry.everywhere.get(action="visit.ended", practice=alder.practice).actor == operator


@pytest.mark.parametrize("field", ["is_superuser", "is_active"])
def test_it_ends_with_the_operators_account(field, visitor, operator):
    User.everyone.filter(pk=operator.pk).update(**{field: False})
    assert visitor.get(ROOM).url.startswith("/admin/login/")


# --- what the owner sees ---


def test_the_owner_sees_every_page_that_was_opened(visitor, visit, alder):
    visitor.get(ROOM)
    visitor.get("/admin/reports/site-history/", {"label": "Aster"})
    visitor.post("/admin/pages/")
    page = signed_in(alder.owner, alder.practice).get(reverse("practice_visit", args=(visit.pk,)))
    opened = [(entry.title, entry.details["method"], entry.details["status"]) for entry in page.context["entries"]]
    assert opened == [
        ("/admin/pages/", "POST", 403),
        ("/admin/reports/site-history/?label=Aster", "GET", 200),
        (ROOM, "GET", 200),
    ]
    assert WHY in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_visits_costs_the_same_with_more_of_them(number, alder, birch, operator, django_assert_num_queries):
    for place in (alder, birch):
        for count in range(number):
            visiting.begin(operator, place.practice, reason=f"{place.practice.slug} {count} and why", minutes=15)
    client = signed_in(alder.owner, alder.practice)
    client.get(reverse("practice_visits"))
    with django_assert_num_queries(11):
        page = client.get(reverse("practice_visits"))
    assert [visit.reason for visit in page.context["visits"]] == [
        f"alder {count} and why" for count in reversed(range(number))
    ]
    assert "birch" not in page.text


def test_a_visit_to_another_practice_is_as_good_as_missing(visit, birch):
    client = signed_in(birch.owner, birch.practice)
    foreign, missing = (client.get(reverse("practice_visit", args=(pk,))) for pk in (visit.pk, 10_000_000))
    assert (foreign.status_code, foreign.text) == (404, missing.text)
    assert WHY not in client.get(reverse("practice_visits")).text


def test_both_logs_know_of_it(visit, alder, birch):
    assert log_of(alder.practice, "visit.begun") == [f"Op (operator@anteroom.example): {WHY}"]
    assert log_of(None, "visit.begun") == [f"Alder Practice: {WHY}"]
    assert log_of(birch.practice, "visit.begun") == []


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
