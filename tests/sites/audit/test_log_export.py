"""The log as a file: everything of the practice, nothing of another, no formulas, and itself written down."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from sites.audit import exporting
from sites.audit.models import AuditEntry
from sites.audit.recording import record
from sites.scoping import in_practice
from tests.conftest import signed_in

LOG = reverse("audit_log")


def rows_of(response) -> list[dict]:
    text = response.getvalue().decode()
    assert text.startswith(exporting.MARK)
    return list(csv.DictReader(StringIO(text.removeprefix(exporting.MARK))))


@pytest.fixture
def owner(alder, birch):
    for place in (birch, alder):
        with in_practice(place.practice):
            for number in range(7):
                record("people.role", by=place.editor, title=f"{place.practice.slug} {number}", number=number)
    return signed_in(alder.owner, alder.practice)


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_it_holds_every_entry_once_whatever_the_batch(batch, owner, alder, monkeypatch):
    monkeypatch.setattr(exporting, "A_BATCH", batch)
    response = owner.get(LOG, {"export": "csv"})
    rows = rows_of(response)
    with in_practice(alder.practice):
        kept = list(AuditEntry.objects.values_list("position", "title", "seal"))
    assert [(int(row["Number"]), row["Thing"], row["Seal"]) for row in rows] == kept
    assert len(rows) > 7
    assert "birch" not in str(rows)
    assert (response.streaming, response["Content-Type"]) == (True, "text/csv; charset=utf-8")


def test_a_filter_holds_for_the_file_too(owner):
    assert {row["Person"] for row in rows_of(owner.get(LOG, {"export": "csv", "person": "Editor"}))} == {"Editor Alder"}


def test_the_download_itself_is_written_down(owner, alder):
    owner.get(LOG, {"export": "csv"}).getvalue()
    with in_practice(alder.practice):
        last = AuditEntry.objects.first()
    assert (last.action, last.actor, last.details["view"]) == ("export.taken", alder.owner, "audit_log")
    assert last.title.startswith("what-happened-alder-")


def test_every_download_in_the_work_area_is_written_down(owner, alder, birch):
    for export in ("csv", "xlsx"):
        owner.get("/admin/reports/site-history/", {"export": export, "label": "x"})
    with in_practice(alder.practice):
        taken = AuditEntry.objects.filter(action="export.taken")
        assert [entry.details["asked"] for entry in taken] == ["export=xlsx&label=x", "export=csv&label=x"]
        assert {entry.actor_name for entry in taken} == {"Owner Alder"}
    with in_practice(birch.practice):
        assert AuditEntry.objects.filter(action="export.taken").count() == 0


@pytest.mark.parametrize("title", ["=1+1", "+41", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_a_cell_is_never_a_formula(title, owner, alder):
    with in_practice(alder.practice):
        record("people.role", title=title)
    cells = [cell for row in rows_of(owner.get(LOG, {"export": "csv"})) for cell in row.values()]
    assert f"'{title}" in cells
    assert [cell for cell in cells if cell.startswith(exporting.FORMULA)] == []


def test_moments_are_in_the_practices_time_zone(owner, alder):
    from sites.models import Practice

    Practice.objects.filter(pk=alder.practice.pk).update(time_zone="Asia/Kolkata")
    assert {row["Moment"][-6:] for row in rows_of(owner.get(LOG, {"export": "csv"}))} == {"+05:30"}
