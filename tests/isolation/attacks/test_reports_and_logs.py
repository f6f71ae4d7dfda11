"""Attacks on moderation, reports, histories and letters: 73 to 76 and 99."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry, PageLogEntry, WorkflowContentType, WorkflowState

from cms.faq.models import FaqEntry
from sites.scoping import in_practice
from tests.conftest import reader
from tests.isolation import posting
from tests.isolation.two_sides import WORD

from .asking import absent, again, difference, refused, same_as_nobodys, seen, send, text_of


def test_73_a_workflow_is_shared_by_all_practices(a, b, owner, practitioner):
    """Nothing but pages goes to the editors, and pages go to those of their own practice."""
    assert not hasattr(FaqEntry, "get_workflow")
    assert WorkflowContentType.objects.count() == 0
    absent(owner, "/admin/workflows/list/", f"/admin/workflows/edit/{b.practice.workflow_id}/", "/admin/workflows/add/")
    absent(owner, f"/admin/workflows/usage/{a.practice.workflow_id}/", "/admin/workflows/tasks/index/")
    mail.outbox.clear()
    form = posting.article(a, "Alder, submitted", publish=False, slug="submitted") | {"action-submit": "1"}
    assert send(practitioner, f"/admin/pages/{a.draft.pk}/edit/", form).status_code == 302
    assert again(a, a.draft).current_workflow_state.workflow_id == a.practice.workflow_id


def task(page, state, action="approve") -> str:
    return f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/"


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_74_bs_article_is_approved(action, a, b, owner, editor, practitioner):
    sent = {"comment": "Alder says so", "next": "/admin/"}
    for somebody in (owner, editor, practitioner):
        for page, state in ((b.waiting, b.task_state), (a.waiting, b.task_state), (b.waiting, a.task_state)):
            for path in (
                task(page, state, action),
                task(page, state, action).replace("action/", "collect_action_data/", 1),
            ):
                assert (refused(somebody, path), refused(somebody, path, sent)) == (404, 404)
    for door in (
        f"workflow/confirm_cancellation/{b.waiting.pk}",
        f"workflow/preview/{b.waiting.pk}/{b.task_state.task_id}",
    ):
        assert (refused(owner, f"/admin/pages/{door}/"), refused(owner, f"/admin/pages/{door}/", {})) == (404, 404)
    detail = f"/admin/pages/{a.waiting.pk}/workflow_history/detail/{b.workflow_state.pk}/"
    assert refused(owner, detail) == 404
    assert send(practitioner, task(a.waiting, a.task_state), sent).status_code in (302, 403)
    assert WorkflowState.objects.get(pk=a.workflow_state.pk).status == WorkflowState.STATUS_IN_PROGRESS
    assert send(editor, task(a.waiting, a.task_state, action), sent).status_code == 302
    assert again(a, a.waiting).live is (action == "approve")


def test_75_submissions_of_bs_forms(a, b, owner):
    """There are no forms of Wagtail's, and so no lists of what was sent with them."""
    for path in (
        "",
        "results/",
        f"submissions/{a.home.pk}/",
        f"submissions/{b.home.pk}/",
        f"submissions/{b.home.pk}/delete/",
    ):
        absent(owner, f"/admin/forms/{path}", f"/admin/forms/{path}?export=csv")


def unlock(restriction, page) -> str:
    return f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"


def test_76_the_password_of_bs_page_at_as_address(a, b, anybody, owner):
    sent = {"password": b.restriction.password, "return_url": "/"}
    for somebody in (anybody, owner):
        for restriction, page in ((b.restriction, b.locked), (b.restriction, a.locked), (a.restriction, b.locked)):
            assert (
                refused(somebody, unlock(restriction, page)),
                refused(somebody, unlock(restriction, page), sent),
            ) == (404, 404)
        assert refused(somebody, f"/documents/authenticate_with_password/{b.restriction.pk}/") == 404
    right = {"password": a.restriction.password, "return_url": "/articles/alder-secret/"}
    assert send(anybody, unlock(a.restriction, a.locked), right).status_code == 302
    assert send(anybody, "/articles/alder-secret/").status_code == 200
    elsewhere = reader(b.practice)
    elsewhere.cookies.update(anybody.cookies)
    assert "Zanzibar secret" not in text_of(send(elsewhere, "/articles/zanzibar-secret/")).split("</title>")[1]


def test_76_a_password_says_nothing_of_bs_and_leads_to_no_other_host(a, b, anybody):
    wrong = send(anybody, unlock(a.restriction, a.locked), {"password": b.restriction.password, "return_url": "/"})
    nonsense = send(anybody, unlock(a.restriction, a.locked), {"password": "nobody has this", "return_url": "/"})
    assert difference(seen(wrong), seen(nonsense)) == ""
    away = {"password": a.restriction.password, "return_url": "http://birch.anteroom.localhost/"}
    assert "birch" not in send(anybody, unlock(a.restriction, a.locked), away).get("Location", "")


REPORTS = ["reports/site-history/", "reports/locked/", "reports/aging-pages/"]
ASKED = [
    "",
    "?export=csv",
    "?export=xlsx",
    "results/",
    "?user={}",
    "?owner={}",
    "?object_id={}",
    "?p=999",
    "?label=Zanziba",
]


@pytest.mark.parametrize("report", REPORTS)
def test_99_reports_list_ones_own(report, a, b, owner, editor):
    for somebody in (owner, editor):
        for asked in ASKED:
            path = f"/admin/{report}{asked}".format(b.owner.pk)
            answer = send(somebody, path)
            assert (path, answer.status_code in (200, 404), WORD in text_of(answer)) == (path, True, False)


def test_99_reports_about_all_practices_are_not_there(a, owner):
    absent(owner, "/admin/reports/workflow/", "/admin/reports/workflow_tasks/", "/admin/reports/page-types-usage/")


def test_99_histories_name_ones_own(a, b, owner):
    with in_practice(a.practice):
        form = posting.article(a, "Alder, changed", slug="changed")
    assert send(owner, f"/admin/pages/{a.draft.pk}/edit/", form).status_code == 302
    for path in (
        f"pages/{a.draft.pk}/history/?user={b.owner.pk}",
        f"snippets/faq/faqentry/history/{a.entry.pk}/?user={b.owner.pk}",
    ):
        assert same_as_nobodys(owner, f"/admin/{path}").status_code == 200
    assert PageLogEntry.objects.filter(page=a.draft.pk).exclude(user__in=[a.owner, a.practitioner]).count() == 0
    assert ModelLogEntry.objects.filter(user=a.owner, label__contains=WORD).count() == 0


def test_99_letters_go_to_ones_own_people(sides, a, b, practitioner, editor):
    """Submitting, sending back and commenting write to A's people, and every address in a letter is A's."""
    mail.outbox.clear()
    form = posting.article(a, "Alder, submitted", publish=False, slug="submitted") | {"action-submit": "1"}
    assert send(practitioner, f"/admin/pages/{a.draft.pk}/edit/", form).status_code == 302
    sent = {"comment": "Mend this.", "next": "/admin/"}
    assert send(editor, task(a.waiting, a.task_state, "reject"), sent).status_code == 302
    sides.finish()
    assert len(mail.outbox) >= 2
    assert {address.partition("@")[2] for letter in mail.outbox for address in letter.to} == {"alder.example"}
    words = " ".join(f"{letter.subject} {letter.body}" for letter in mail.outbox)
    assert (WORD in words, "birch" in words, "http://anteroom.localhost" in words) == (False, False, False)
    assert "http://alder.anteroom.localhost/admin/" in words
