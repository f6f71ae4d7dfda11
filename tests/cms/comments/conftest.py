"""Articles with comments, readers who write them, and the practice's own words about it."""

import pytest

from cms.articles.models import ArticlePage
from cms.booking_requests.form_tokens import new_token
from cms.comments.carrying import carry
from cms.comments.models import CommentSettings, ReaderComment
from cms.comments.receiving import receive
from cms.comments.views import PURPOSE
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader

NAME, EMAIL = "Quiet Heron", "wren.quillfeather@nest.example"


def choose(practice, **fields) -> CommentSettings:
    """What the practice's owner chose about comments, carried to the articles."""
    with in_practice(practice):
        chosen = CommentSettings.of_practice()
        for name, value in fields.items():
            setattr(chosen, name, value)
        chosen.save()
        carry(chosen=chosen)
        return chosen


def article_at(practice, title="On sleeping badly", **fields) -> ArticlePage:
    """A live article of a practice whose articles can be commented on."""
    choose(practice, comments="on")
    with in_practice(practice):
        return make_article(title, **fields)


@pytest.fixture
def article(alder):
    return article_at(alder.practice)


def filled(article, *, age=60, **changes) -> dict:
    """What a browser sends when the form is filled as it should be."""
    token = new_token(article, age=age, purpose=PURPOSE)
    data = {"name": NAME, "text": "Thank you, we tried it.", "email": "", "website": "", "form_token": token}
    return {**data, "parent": "", **changes}


def send(practice, article, *, headers=None, **changes):
    """Send the form at a practice's address, as a browser that keeps nothing."""
    return reader(practice).post(f"/comments/{article.pk}/", filled(article, **changes), headers=headers or {})


def stored(practice) -> list[ReaderComment]:
    """All comments of the practice, oldest first."""
    with in_practice(practice):
        return list(ReaderComment.objects.order_by("pk"))


def written(article, text="Thank you, we tried it.", state="held", **fields) -> ReaderComment:
    """A comment of the practice in scope, as it stands in a state."""
    number = ReaderComment.objects.count()
    content = {"name": fields.pop("name", NAME), "text": text, "email": fields.pop("email", ""), "parent": ""}
    comment = receive(article, f"token {number}", content)
    if state == "approved":
        fields.setdefault("shown_at", comment.created_at)
    ReaderComment.objects.filter(pk=comment.pk).update(state=state, **fields)
    return ReaderComment.objects.get(pk=comment.pk)
