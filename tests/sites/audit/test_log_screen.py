"""The owner reads what happened in the practice; nobody else does, and nothing of another practice is in it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.audit import screens
from sites.audit.models import AuditEntry
from sites.audit.recording import record
from sites.models import Practice
from sites.scoping import at_installation, in_practice
from tests.conftest import signed_in
from tests.sites.practices import operators_browser

LOG = reverse("audit_log")


def write(place, number=1, action="people.role", **details):
    with in_practice(place.practice):
        for count in range(number):
            record(action, by=place.editor, title=f"{place.practice.slug} {count}", **details)


@pytest.fixture
def owner(alder, birch):
    """A's owner in the browser, after something happened at both practices."""
    write(alder, 2)
    write(birch, 2)
    return signed_in(alder.owner, alder.practice)


def titles(response) -> list[str]:
    return [entry.title for entry in response.context["entries"]]


def bare(place) -> str:
    return reverse("practice_bare_log", args=(place.practice.pk,))


def test_the_owner_reads_it_newest_first(owner):
    page = owner.get(LOG)
    assert titles(page)[1:3] == ["alder 1", "alder 0"]
    assert [entry.words for entry in page.context["entries"]][:2] == ["Signed in", "Changed somebody's role"]
    assert "birch" not in page.text.lower()


@pytest.mark.parametrize("role", ["practitioner", "editor"])
@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_nobody_but_an_owner_reads_it(role, query, alder, birch):
    write(alder)
    response = signed_in(getattr(alder, role), alder.practice).get(LOG + query)
    assert (response.status_code, response.url) == (302, "/admin/")


def test_the_menu_leads_there_for_owners_and_operators_only(alder, birch, operator):
    shown = {
        role: LOG in signed_in(getattr(alder, role), alder.practice).get("/admin/").text
        for role in ("owner", "editor", "practitioner")
    }
    assert shown == {"owner": True, "editor": False, "practitioner": False}
    assert LOG in operators_browser(operator).get("/admin/").text


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_with_more_entries(number, alder, birch, django_assert_num_queries):
    client = signed_in(alder.owner, alder.practice)
    client.get(LOG)
    write(alder, number)
    write(birch, number)
    with django_assert_num_queries(13):
        page = client.get(LOG)
    assert titles(page)[:number] == [f"alder {count}" for count in reversed(range(number))]


def test_pages_follow_each_other_without_a_gap(alder, birch, monkeypatch):
    monkeypatch.setattr(screens, "A_PAGE", 2)
    client = signed_in(alder.owner, alder.practice)
    with in_practice(alder.practice):
        positions = list(AuditEntry.objects.values_list("position", flat=True))
    seen, older = [], ""
    while older is not None:
        page = client.get(LOG, {"before": older})
        seen += [entry.position for entry in page.context["entries"]]
        older = page.context["older"]
    assert seen == positions
    assert len(seen) > 2


@pytest.mark.parametrize("before", ["nonsense", "-1", "0", "9" * 40, "1;DROP", "²"])
def test_a_forged_position_shows_a_page_and_nothing_else(before, owner):
    assert "birch" not in owner.get(LOG, {"before": before}).text.lower()


def test_it_is_narrowed_down_by_person_action_and_day(owner, alder, birch):
    assert titles(owner.get(LOG, {"person": "editor", "action": "people.role"})) == ["alder 1", "alder 0"]
    assert titles(owner.get(LOG, {"person": "Birch"})) == []
    assert titles(owner.get(LOG, {"action": "practice.closed"})) == []
    today = timezone.localdate(timezone=timezone.get_fixed_timezone(0)).isoformat()
    assert len(titles(owner.get(LOG, {"since": today}))) > 2
    assert titles(owner.get(LOG, {"until": "2001-01-01"})) == []
    wrong = owner.get(LOG, {"since": "2026-02-02", "until": "2026-02-01"})
    assert "before the first one" in wrong.text


def test_days_are_those_of_the_practices_time_zone(alder, birch, monkeypatch):
    Practice.objects.filter(pk=alder.practice.pk).update(time_zone="Pacific/Auckland")  # 13 hours ahead in December
    evening = datetime(2026, 12, 1, 12, 30, tzinfo=UTC)  # already 2 December there
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: evening)
        write(alder)
    client = signed_in(alder.owner, alder.practice)
    assert titles(client.get(LOG, {"since": "2026-12-02", "until": "2026-12-02"})) == ["alder 0"]
    assert titles(client.get(LOG, {"since": "2026-12-01", "until": "2026-12-01"})) == []
    assert "2 Dec 2026, 01:30" in client.get(LOG, {"since": "2026-12-02"}).text


def test_what_was_written_is_shown_as_text(owner, alder):
    with in_practice(alder.practice):
        record("people.role", title="<script>alert(1)</script>", note="<b>bold</b>")
    page = owner.get(LOG).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>bold</b>" not in page


def test_operators_read_the_installations_own_entries_only(owner, alder, birch, operator):
    with at_installation():
        record("practice.opened", by=operator, title="The practice Cedar")
    page = operators_browser(operator).get(LOG)
    assert "The practice Cedar" in titles(page)
    assert [title for title in titles(page) if title.startswith(("alder", "birch"))] == []


def test_of_a_practice_an_operator_sees_no_names_and_no_titles(alder, birch, operator):
    write(alder, 2, note="secret note")
    page = operators_browser(operator).get(bare(alder))
    assert "Changed somebody&#x27;s role" in page.text
    assert [word for word in ("alder 0", "Editor Alder", "secret note", "192.", "127.") if word in page.text] == []


def test_nobody_of_a_practice_reaches_the_operators_screen(alder, birch):
    for place in (alder, birch):
        assert signed_in(place.owner, place.practice).get(bare(alder)).status_code == 404
