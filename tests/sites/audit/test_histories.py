"""Wagtail's own histories and its history report show one practice's things, in every format and in every filter."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from cms.faq.models import FaqEntry
from sites.audit.models import AuditEntry
from sites.audit.wagtail_log import PracticeLogEntry
from sites.scoping import across_practices, at_installation, in_practice
from tests.building import make_article
from tests.conftest import signed_in
from tests.sites.practices import operators_browser

HISTORY = reverse("wagtailadmin_reports:site_history")
ADD_QUESTION = reverse("wagtailsnippets_faq_faqentry:add")
OF_B = ("Zinnia", "Birch")


def ask(place, question) -> FaqEntry:
    """The editor puts a question into the bank, in the browser."""
    client = signed_in(place.editor, place.practice)
    answer = '{"blocks": [{"key": "a", "type": "unstyled", "text": "Yes.", "depth": 0, "inlineStyleRanges": [],'
    answer += ' "entityRanges": []}], "entityMap": {}}'
    response = client.post(ADD_QUESTION, {"question": question, "answer": answer})
    assert response.status_code == 302, response.context["form"].errors
    with in_practice(place.practice):
        return FaqEntry.objects.get(question=question)


@pytest.fixture
def questions(alder, birch):
    """A question at each practice, and an article at each."""
    for place, word in ((alder, "Aster"), (birch, "Zinnia")):
        with in_practice(place.practice):
            make_article(f"{word} article")
    return ask(alder, "Aster question?"), ask(birch, "Zinnia question?")


def test_whatever_is_no_page_is_logged_with_its_practice(questions, alder, birch):
    registry.scan_for_actions()
    assert registry.log_entry_models == {PageLogEntry, PracticeLogEntry}
    with across_practices():
        labels = list(PracticeLogEntry.objects.filter(label__contains="question").values_list("practice", "label"))
    assert sorted(labels) == sorted([(alder.practice.pk, "Aster question?"), (birch.practice.pk, "Zinnia question?")])
    with in_practice(birch.practice):
        assert [entry.label for entry in PracticeLogEntry.objects.filter(label__contains="quest")] == [
            "Zinnia question?"
        ]
    with at_installation():
        assert PracticeLogEntry.objects.filter(label__contains="question").count() == 0


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
@pytest.mark.parametrize("address", [HISTORY, reverse("wagtailadmin_reports:site_history_results")])
def test_the_history_report_and_its_filters_name_nothing_of_the_other_practice(role, address, questions, alder, birch):
    page = signed_in(getattr(alder, role), alder.practice).get(address).text
    assert [word for word in OF_B if word in page] == []
    if role != "practitioner":
        assert "Aster question?" in page
        assert "Editor Alder" in page


def test_the_report_shows_the_owner_pages_and_questions_of_the_practice_alone(questions, alder, birch):
    rows = signed_in(alder.owner, alder.practice).get(HISTORY).context["object_list"]
    labels = {row.label for row in rows}
    assert {"Aster question?", "Aster article"} <= labels
    assert {row.user_display_name for row in rows} <= {"Editor Alder", "Owner Alder", "system"}


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_the_exports_hold_this_practices_rows_only(export, questions, alder, birch):
    response = signed_in(alder.owner, alder.practice).get(HISTORY, {"export": export})
    body = response.getvalue()
    if export == "xlsx":
        sheet = load_workbook(BytesIO(body)).active
        body = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row).encode()
    assert b"Aster question?" in body
    assert [word for word in OF_B if word.encode() in body] == []


@pytest.mark.parametrize("name", ["history", "history_results"])
def test_the_history_of_a_question(name, questions, alder, birch):
    ours, theirs = questions
    client = signed_in(alder.owner, alder.practice)
    page = client.get(reverse(f"wagtailsnippets_faq_faqentry:{name}", args=(ours.pk,)))
    assert "Created" in page.text
    missing = client.get(reverse(f"wagtailsnippets_faq_faqentry:{name}", args=(10_000_000,)))
    foreign = client.get(reverse(f"wagtailsnippets_faq_faqentry:{name}", args=(theirs.pk,)))
    assert (foreign.status_code, foreign.text) == (missing.status_code, missing.text) == (404, foreign.text)


def test_a_forged_filter_finds_nothing_of_the_other_practice(questions, alder, birch):
    client = signed_in(alder.owner, alder.practice)
    for forged in ({"user": birch.editor.pk}, {"label": "Zinnia"}):
        assert [row.label for row in client.get(HISTORY, forged).context["object_list"] if "Zinnia" in row.label] == []
    assert len(client.get(HISTORY, {"label": "Aster quest"}).context["object_list"]) == 1


def test_operators_see_no_practices_history(questions, operator):
    page = operators_browser(operator).get(HISTORY, follow=True).text
    assert [word for word in ("Aster", "Zinnia") if word in page] == []


def test_every_entry_of_wagtails_logs_is_in_the_audit_log_once(questions, alder, birch):
    for place, word in ((alder, "Aster"), (birch, "Zinnia")):
        with in_practice(place.practice):
            pages = PageLogEntry.objects.filter(page__practice=place.practice).count()
            others = PracticeLogEntry.objects.count()
            mirrored = AuditEntry.objects.filter(action__startswith="wagtail.")
            assert mirrored.count() == pages + others
            one = mirrored.get(title=f"{word} question?", action="wagtail.create")
            assert (one.actor_name, one.actor_role, one.source) == (f"Editor {place.practice.name.split()[0]}",
                                                                    "editor", "web")  # fmt: skip
    assert ModelLogEntry.objects.count() == PracticeLogEntry._base_manager.count()


def test_scheduled_work_is_logged_at_the_pages_practice(questions, alder, birch):
    from cms.articles.models import ArticlePage

    with across_practices():
        ArticlePage.objects.get(title="Zinnia article").unpublish()
    with in_practice(birch.practice):
        assert AuditEntry.objects.filter(action="wagtail.unpublish", title__contains="Zinnia").count() == 1
    with in_practice(alder.practice):
        assert AuditEntry.objects.filter(title__contains="Zinnia").count() == 0
