"""Nobody's article goes out while their credentials have lapsed or the line about supervision is missing."""

import datetime

import pytest
from django.utils import timezone

from cms.article_check.reading import Reading
from cms.article_check.rules.register import BY_KEY
from cms.articles.models import ArticlePage
from cms.people.models import Credential
from sites.scoping import in_practice
from tests.building import make_article, make_profile

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def found(key, profile) -> list[str]:
    article = make_article("By somebody", live=False, authors=[profile])
    article = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    return [finding.what for finding in BY_KEY[key].findings(Reading(article))]


def author(*until, titles=("MA in Counselling",) * 3, **fields):
    days = zip(titles, until, strict=False)
    return make_profile(credentials=[Credential(title=title, expires_date=day) for title, day in days], **fields)


LAPSED, SUPERVISOR = "lapsed_credential", "missing_supervisor"


@pytest.mark.parametrize("days", [(-1,), (-1, -400), (-2, -3, -4)])
def test_without_any_that_holds_it_stops(at_alder, days):
    today = timezone.localdate()
    [what] = found(LAPSED, author(*(today + number * DAY for number in days)))
    assert f"{(today + days[0] * DAY):%B %Y}" in what


@pytest.mark.parametrize("days", [(), (None,), (0,), (1,), (-1, 30), (-1, None)])
def test_with_one_that_holds_or_none_at_all_it_is_quiet(at_alder, days):
    today = timezone.localdate()
    until = [number if number is None else today + number * DAY for number in days]
    assert found(LAPSED, author(*until)) == []


def test_the_last_day_is_the_practices_own(alder, monkeypatch):
    """Late in the evening of Auckland it is still the day before in UTC."""
    day = datetime.date(2027, 5, 3)
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2027, 5, 3, 12, 30, tzinfo=datetime.UTC))
    with in_practice(alder.practice), timezone.override("Pacific/Auckland"):
        assert len(found(LAPSED, author(day))) == 1


IN_TRAINING = [
    "Trainee counsellor",
    "Psychotherapist in training",
    "Associate therapist",
    "Provisional psychologist",
    "Pre-licensed professional",
    "Clinical intern",
    "Student counsellor",
    "Registered Associate MFT",
]
TRAINED = [
    "Integrative counsellor",
    "Psychologist",
    "Trainer of therapists",
    "Supervisor and psychotherapist",
    "Internal family systems therapist",
    "Associate professor of psychology",
    "Editor",
    "",
]


@pytest.mark.parametrize("role", IN_TRAINING)
def test_who_works_under_supervision_says_by_whom(at_alder, role):
    assert len(found(SUPERVISOR, author(role_title=role))) == 1
    assert found(SUPERVISOR, author(role_title=role, slug="again", supervision="Supervised by Dr Ada Quill")) == []


@pytest.mark.parametrize("role", TRAINED)
def test_others_need_no_such_line(at_alder, role):
    assert found(SUPERVISOR, author(role_title=role)) == []


def test_a_credential_can_say_so_too_while_it_holds(at_alder):
    yesterday = timezone.localdate() - DAY
    titles = ["Diploma, student member", "MA in Counselling"]
    assert len(found(SUPERVISOR, author(None, None, titles=["Provisional registration", "MA"]))) == 1
    assert found(SUPERVISOR, author(yesterday, None, titles=titles, slug="qualified")) == []
