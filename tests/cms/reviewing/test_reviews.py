"""The review cycle: dates, the one click, reminders after one and four weeks, owners when the author has left."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.reviewing import due, steps
from cms.reviewing.models import EditorialSettings
from cms.reviewing.months import months_later
from sites.models import Membership
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader, signed_in

from .conftest import let_review, yesterday


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2026, 12, 5), 1, (2027, 1, 5)),
        ((2026, 11, 22), 12, (2027, 11, 22)),
        ((2026, 3, 31), 30, (2028, 9, 30)),
    ],
)
def test_months_later(day, months, later):
    assert months_later(datetime.date(*day), months) == datetime.date(*later)


@pytest.mark.parametrize("months", [12, 6, 0])
def test_an_article_gets_its_date_when_it_goes_live(months, at_alder):
    EditorialSettings.objects.create(review_months=months)
    article = make_article()
    assert article.review_due_date == (months_later(timezone.localdate(), months) if months else None)


def due_since(days: int, **fields):
    article = make_article("Due", **fields)
    day = timezone.localdate() - datetime.timedelta(days=days)
    ArticlePage.objects.filter(pk=article.pk).update(review_due_date=day)
    return ArticlePage.objects.get(pk=article.pk)


def letters() -> list[str]:
    mail.outbox.clear()
    due.remind_due()
    return sorted(letter.to[0].partition("@")[0] for letter in mail.outbox)


def test_letters_on_the_day_after_one_week_and_after_four(at_alder):
    article = due_since(0, owner=at_alder.practitioner)
    written = []
    for days in (0, 1, 7, 8, 27, 28, 40):
        day = timezone.localdate() - datetime.timedelta(days=days)
        ArticlePage.objects.filter(pk=article.pk).update(review_due_date=day)
        due.ReviewReminder.objects.filter(article=article).update(due_date=day)
        written.append((days, letters()))
    once = ["practitioner"]
    assert written == [(0, once), (1, []), (7, once), (8, []), (27, []), (28, once), (40, [])]


def test_one_letter_for_what_has_been_due_for_long(at_alder):
    due_since(100, owner=at_alder.practitioner)
    assert [letters(), letters()] == [["practitioner"], []]


def test_it_comes_to_the_owners_when_the_author_has_left(at_alder):
    due_since(3, owner=at_alder.practitioner)
    Membership.objects.filter(user=at_alder.practitioner).delete()
    assert letters() == ["owner"]
    assert "None of its authors works" in mail.outbox[0].body


def test_each_practice_hears_of_its_own(alder, birch):
    for side in (alder, birch):
        with in_practice(side.practice):
            due_since(1, owner=side.practitioner)
    mail.outbox.clear()
    due.remind_due()
    heard = {letter.to[0]: letter.body for letter in mail.outbox}
    assert set(heard) == {"practitioner@alder.example", "practitioner@birch.example"}
    assert "Birch" not in heard["practitioner@alder.example"]


def test_one_click_says_that_nothing_needs_changing(alder):
    with in_practice(alder.practice):
        let_review(alder.second_practitioner, alder.practice)
        article = due_since(10, owner=alder.practitioner)
    client = signed_in(alder.second_practitioner, alder.practice)
    assert client.post(f"/admin/pages/{article.pk}/reviewed/", follow=True).status_code == 200
    with in_practice(alder.practice):
        article = ArticlePage.objects.get(pk=article.pk)
        review = article.reviews.get()
        assert (review.kind, review.unchanged, review.by) == ("clinical", True, alder.second_practitioner)
        assert article.review_due_date == months_later(timezone.localdate(), 12)
    html = reader(alder.practice).get(article.url).text
    assert "Reviewed by" in html
    assert "Who reviewed this" in html


def test_without_a_credential_readers_are_told_of_nobody(alder):
    with in_practice(alder.practice):
        article = due_since(10, owner=alder.practitioner)
    signed_in(alder.editor, alder.practice).post(f"/admin/pages/{article.pk}/reviewed/")
    with in_practice(alder.practice):
        article = ArticlePage.objects.get(pk=article.pk)
        assert (article.reviews.get().kind, article.reviewer) == ("editorial", None)
    assert "Reviewed by" not in reader(alder.practice).get(article.url).text


def test_a_lapsed_credential_is_not_shown_to_readers(alder):
    with in_practice(alder.practice):
        profile = let_review(alder.editor, alder.practice, until=yesterday())
        article = make_article("Reviewed long ago", owner=alder.practitioner)
        article.reviewer, article.reviewed_date = profile, datetime.date(2025, 5, 1)
        article.save()
    html = reader(alder.practice).get(article.url).text
    assert "1 May 2025" in html
    assert "MSc Counselling" not in html


@pytest.mark.parametrize("role", ["practitioner", "second_practitioner"])
def test_whoever_may_not_confirm_cannot(role, alder):
    with in_practice(alder.practice):
        article = due_since(10, owner=alder.practitioner)
    assert signed_in(getattr(alder, role), alder.practice).post(f"/admin/pages/{article.pk}/reviewed/").url == "/admin/"
    with in_practice(alder.practice):
        assert not ArticlePage.objects.get(pk=article.pk).reviews.exists()


def test_foreign_and_missing_are_one_answer(alder, birch):
    with in_practice(birch.practice):
        theirs = due_since(1, owner=birch.practitioner)
    client = signed_in(alder.owner, alder.practice)
    answers = [client.get(f"/admin/pages/{pk}/reviewed/") for pk in (theirs.pk, 987_654)]
    assert {(answer.status_code, answer.content.replace(b"987654", b"")) for answer in answers} == {
        (404, answers[1].content)
    }


def test_the_owner_chooses_the_way(alder):
    with in_practice(alder.practice):
        let_review(alder.second_practitioner, alder.practice)
        members = {member.user.email.partition("@")[0]: member.pk for member in Membership.objects.all()}
    client = signed_in(alder.owner, alder.practice)
    sent = {"approvers": [members["editor"]], "reviewers": [members["practitioner"]], "review_months": "6"}
    refused = client.post("/admin/articles-way/", sent | {"clinical_review": "on", "reviewers": []})
    assert "Nobody here could take a clinical review" in refused.text
    kept = sent | {"clinical_review": "on", "reviewers": [members["second_practitioner"]], "approves_own": "on"}
    assert client.post("/admin/articles-way/", kept).status_code == 302
    with in_practice(type(alder.practice).objects.get(pk=alder.practice.pk)) as practice:
        assert steps.has_clinical_review()
        assert practice.approves_own
        assert EditorialSettings.of_practice().review_months == 6
        asks = Membership.objects.filter(approves=False).values_list("pk", flat=True)
        assert list(asks) == [members["owner"]]
        reviews = Membership.objects.filter(reviews=True).values_list("pk", flat=True)
        assert list(reviews) == [members["second_practitioner"]]


@pytest.mark.parametrize("role", ["editor", "practitioner"])
def test_the_way_is_the_owners(role, alder):
    assert signed_in(getattr(alder, role), alder.practice).get("/admin/articles-way/").url == "/admin/"
