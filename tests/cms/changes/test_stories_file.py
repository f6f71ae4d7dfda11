"""The stories of all articles as a file: everything of the practice, nothing of another, no formulas."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from cms.changes import exporting, story
from sites.audit.exporting import FORMULA, MARK
from sites.audit.models import AuditEntry
from sites.models import Practice
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import signed_in

from .test_story import plant

FILE = reverse("stories_file")


@pytest.fixture
def articles(alder, birch):
    for place in (birch, alder):
        with in_practice(place.practice):
            place.articles = [make_article(f"{place.practice.slug} {number}") for number in range(3)]
            for page in place.articles:
                plant(page, "wagtail.workflow.reject", place.editor, 0, comment=f"Mend {page.title}")
    return alder.articles


def rows_of(response) -> list[dict]:
    text = response.getvalue().decode()
    assert text.startswith(MARK)
    return list(csv.DictReader(StringIO(text.removeprefix(MARK))))


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_every_article_of_the_practice_whatever_the_batch(batch, articles, alder, monkeypatch):
    for module in (story, exporting):
        monkeypatch.setattr(module, "A_BATCH", batch)
    response = signed_in(alder.editor, alder.practice).get(FILE)
    rows = rows_of(response)
    assert {row["Article"] for row in rows} == {str(page.pk) for page in articles}
    sent_back = [row for row in rows if row["Comment"]]
    assert [row["Comment"] for row in sent_back] == [f"Mend alder {number}" for number in (2, 1, 0)]
    assert {(row["Person"], row["What"]) for row in sent_back} == {("Editor Alder", "Editor Alder sent it back")}
    assert "birch" not in str(rows)
    assert (response.streaming, response["Content-Type"]) == (True, "text/csv; charset=utf-8")


MAY = {"owner": 200, "editor": 200, "practitioner": 302}


@pytest.mark.parametrize(("role", "status"), MAY.items())
def test_editors_take_it(role, status, articles, alder):
    assert signed_in(getattr(alder, role), alder.practice).get(FILE).status_code == status


def test_the_download_is_written_down(articles, alder):
    signed_in(alder.editor, alder.practice).get(FILE).getvalue()
    with in_practice(alder.practice):
        last = AuditEntry.objects.first()
    assert (last.action, last.actor, last.details["view"]) == ("export.taken", alder.editor, "stories_file")


@pytest.mark.parametrize("comment", ["=1+1", "+41", "-2", "@SUM(A1)"])
def test_a_cell_is_never_a_formula(comment, articles, alder):
    with in_practice(alder.practice):
        plant(articles[0], "wagtail.workflow.approve", alder.editor, 1, comment=comment)
    cells = [cell for row in rows_of(signed_in(alder.editor, alder.practice).get(FILE)) for cell in row.values()]
    assert f"'{comment}" in cells
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_moments_are_in_the_practices_time_zone(articles, alder):
    Practice.objects.filter(pk=alder.practice.pk).update(time_zone="Asia/Kolkata")
    assert {row["Moment"][-6:] for row in rows_of(signed_in(alder.editor, alder.practice).get(FILE))} == {"+05:30"}
