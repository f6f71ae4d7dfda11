"""What the demonstration has to show of the daily work: reviews, articles on their way, comments, and no letters."""

from collections import Counter
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.comments.models import CommentSettings, ReaderComment
from cms.demo.installation import DATA, read_yaml
from cms.desk.moving import Desk
from cms.desk.places import places_everywhere
from cms.desk.sources import SOURCES
from cms.reviewing.models import ArticleReview
from sites.models import Practice, User
from sites.scoping import across_practices, in_practice

from .test_demo import PRACTICES

State = ReaderComment.State


def of_practices(name: str) -> dict:
    return {slug: read_yaml(path) for slug in PRACTICES if (path := DATA / slug / name).exists()}


def load(slug: str) -> Practice:
    call_command("load_demo", slug, stdout=StringIO())
    return Practice.objects.get(slug=slug)


def desk_of(email: str) -> dict[str, list[str]]:
    """What waits for the person, by kind: what each row is about."""
    with across_practices():
        desk = Desk(places_everywhere(User.everyone.with_email(email), used_second_factor=False))
        heaps = {key: source.find(desk, 0, 10).rows for key, source in SOURCES.items()}
    return {key: [row.title for row in rows] for key, rows in heaps.items() if rows}


def test_articles_wait_everywhere_but_at_one_practice_and_in_every_way():
    waiting = {slug: [entry["state"] for entry in entries] for slug, entries in of_practices("under-way.yaml").items()}
    assert waiting == {
        "alder-row": ["in_review", "waits"],
        "four-winds": ["sent_back"],
        "the-long-table": ["scheduled"],
        "tideswell": ["waits"],
    }


def test_readers_comment_at_two_practices():
    chosen = {slug: data["settings"]["comments"] for slug, data in of_practices("comments.yaml").items()}
    assert chosen == {"four-winds": "closing", "tideswell": "on"}


@pytest.mark.demo
@pytest.mark.django_db
def test_a_practice_with_clinical_review(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        practice = load("alder-row")
    assert mail.outbox == []
    with in_practice(practice), timezone.override(practice.time_zone):
        for review in ArticleReview.objects.all():
            article = review.article
            assert (review.kind, review.by_id in article.writer_ids) == ("clinical", False)
            assert (article.reviewer.person_id, article.reviewed_date) == (review.by_id, review.reviewed_at.date())
        assert ArticleReview.objects.count() == 5
        waiting = ArticlePage.objects.filter(has_unpublished_changes=True)
        assert len(waiting) == 2
        assert [one for one in waiting if one.live_revision.created_at >= one.latest_revision.created_at] == []
    panic = "Your partner has panic attacks: what helps, and what only looks like help?"
    home = "When the last child leaves, what do you do with the quiet?"
    boundaries = "How do you set a boundary with a parent you love?"
    licence = "Licensed Professional Counselor"
    assert desk_of("renata@alder-row.example") == {
        "decide": [panic], "due": [boundaries], "credentials": [licence], "under-way": [home],
    }  # fmt: skip
    assert desk_of("tomas@alder-row.example") == {
        "due": [boundaries], "credentials": [licence], "under-way": [panic],
    }  # fmt: skip
    assert desk_of("editor@anteroom.example") == {"decide": [home], "due": [boundaries]}


@pytest.mark.demo
@pytest.mark.django_db
def test_a_practice_with_comments(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        practice = load("tideswell")
    assert mail.outbox == []
    with in_practice(practice):
        assert CommentSettings.of_practice().days == 0
        comments = ReaderComment.objects.all()
        assert Counter(comment.state for comment in comments) == {"approved": 9, "held": 3, "spam": 2}
        held = comments.filter(state=State.HELD).order_by("created_at")
        assert [comment.flags for comment in held] == [["advice"], ["names"], ["crisis"]]
        assert comments.filter(is_by_practice=True).count() == 2
        shown = comments.filter(state=State.APPROVED)
        assert [comment.text for comment in shown if comment.flags] == []
        assert [
            one.pk for one in shown if one.shown_at > timezone.now() or one.created_at < one.article.published_at
        ] == []
