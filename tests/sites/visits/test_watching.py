"""What the owner of a practice sees of operators' visits; nobody else of it, and nobody of another."""

import pytest
from django.urls import reverse

from sites.audit.models import AuditEntry
from sites.visits import visiting
from tests.conftest import signed_in
from tests.sites.visits.words import ROOM, WHY


def log_of(practice, action) -> list:
    return list(
        AuditEntry.everywhere.of_practice(practice and practice.pk)
        .filter(action=action)
        .values_list("title", flat=True)
    )


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
    with django_assert_num_queries(14):
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
