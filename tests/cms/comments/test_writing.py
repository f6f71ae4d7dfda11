"""A reader writes: stored once and held; whatever hinders, the form comes back as it was; no cookie, no script."""

import pytest

from cms.articles.models import ArticlePage
from cms.comments.models import ReaderComment
from sites.scoping import in_practice
from tests.conftest import reader

from .conftest import EMAIL, NAME, article_at, choose, filled, send, stored, written


def test_another_practices_article_is_as_one_that_is_not_there(alder, birch):
    theirs = article_at(birch.practice)
    for path in ("", "held/"):
        answers = [reader(alder.practice).get(f"/comments/{pk}/{path}") for pk in (theirs.pk, 7_654_321)]
        assert [answer.status_code for answer in answers] == [404, 404]
    assert [send(alder.practice, theirs).status_code, stored(birch.practice)] == [404, []]


def test_a_comment_is_held_and_nobody_sees_it(alder, article):
    answer = send(alder.practice, article, email=EMAIL.upper())
    assert (answer.status_code, answer["Location"]) == (303, f"/comments/{article.pk}/held/")
    (comment,) = stored(alder.practice)
    assert (comment.name, comment.text, comment.state) == (NAME, "Thank you, we tried it.", "held")
    assert comment.content() == {"contact": EMAIL}
    assert EMAIL not in str(vars(comment))
    page = reader(alder.practice).get(article.url).text
    assert "we tried it" not in page
    assert "Nobody has written here yet." in page


def test_no_cookie_for_who_reads_or_writes(alder, article):
    client = reader(alder.practice)
    for answer in (client.get(article.url), client.post(f"/comments/{article.pk}/", filled(article))):
        assert answer.cookies == {}
    assert client.get(f"/comments/{article.pk}/held/").cookies == {}


def test_the_same_form_sent_twice_is_one_comment(alder, article):
    data = filled(article)
    answers = [reader(alder.practice).post(f"/comments/{article.pk}/", data).status_code for _ in range(2)]
    assert (answers, len(stored(alder.practice))) == ([303, 303], 1)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": ""}, 422, "Write a name. A made-up one is fine."),
        ({"name": "\u200b\u202e"}, 422, "Write a name. A made-up one is fine."),
        ({"name": "w" * 41}, 422, "Please keep to 40 characters. You have 41."),
        ({"text": " \u2060\n "}, 422, "Write your comment here."),
        ({"text": "w" * 3001}, 422, "Please keep to 3,000 characters. You have 3001."),
        ({"email": "wren at nest"}, 422, "This is no e-mail address."),
        ({"website": "http://shop.example"}, 422, "a field that nobody sees had been filled"),
        ({"age": 1}, 422, "we took it for a robot’s"),
        ({"age": 90_000}, 422, "had stood open for more than a day"),
        ({"form_token": "forged"}, 422, "had lost a mark"),
        ({"parent": "nobodys-one"}, 422, "is not there any more"),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "another site’s page"),
    ],
)
def test_whatever_hinders_the_form_comes_back_as_it_was(alder, article, changes, status, sentence):
    kept = {"text": "What I had typed & kept", **changes}
    answer = send(alder.practice, article, **kept)
    assert (answer.status_code, stored(alder.practice)) == (status, [])
    assert sentence in answer.text
    assert "What I had typed &amp; kept" in answer.text or "text" in changes
    assert answer["Cache-Control"] == "no-store"


def test_a_form_of_another_article_is_not_taken_for_this_one(alder, article):
    other = article_at(alder.practice, "Another")
    token = filled(other)["form_token"]
    assert send(alder.practice, article, form_token=token).status_code == 422


def test_closed_while_somebody_wrote(alder, article):
    choose(alder.practice, comments="closing", close_days=1)
    with in_practice(alder.practice):
        ArticlePage.objects.update(published_at="2026-01-01T12:00Z")
    answer = send(alder.practice, article, text="What I had typed")
    assert (answer.status_code, stored(alder.practice)) == (409, [])
    assert "Comments were closed while you were writing." in answer.text
    assert "What I had typed" in answer.text
    page = reader(alder.practice).get(article.url).text
    assert 'id="comments"' not in page  # nobody has written here, and nobody can
    with in_practice(alder.practice):
        written(article, "Somebody was here", "approved")
    page = reader(alder.practice).get(f"{article.url}?comment=new").text
    assert "Comments on this article are closed." in page
    assert "<textarea" not in page


def test_limits_by_network_and_by_article(alder, article, settings):
    settings.COMMENT_LIMITS = {"network": "2/h", "article": "3/h"}
    answers = [send(alder.practice, article, text=f"Number {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[2]["Retry-After"] == "3600"
    assert "Number 2" in answers[2].text
    settings.COMMENT_LIMITS = {"network": "99/h", "article": "3/h"}
    answers = [send(alder.practice, article, text=f"Further {number}").status_code for number in range(2)]
    assert answers == [303, 429]


def test_words_of_a_crisis_show_help_at_once_and_only_then(alder, article):
    answer = send(alder.practice, article, text="I don't want to be here any more")
    page = reader(alder.practice).get(answer["Location"]).text
    assert "these people listen now" in page
    assert 'aria-label="Help at once"' in page
    assert "Help at once" not in reader(alder.practice).get(f"/comments/{article.pk}/held/").text.partition("footer")[0]
    (comment,) = stored(alder.practice)
    assert (comment.is_urgent, comment.flags, comment.state) == (True, ["crisis"], "held")


def test_an_answer_to_an_answer_hangs_on_the_first(alder, article):
    with in_practice(alder.practice):
        first = written(article, "First", "approved")
    send(alder.practice, article, text="Second", parent=first.public_id)
    second = stored(alder.practice)[1]
    with in_practice(alder.practice):
        ReaderComment.objects.filter(pk=second.pk).update(state="approved")
    send(alder.practice, article, text="Third", parent=second.public_id)
    assert [one.parent_id for one in stored(alder.practice)] == [None, first.pk, first.pk]


def test_another_practices_comment_is_no_parent(alder, birch, article):
    theirs = article_at(birch.practice)
    with in_practice(birch.practice):
        foreign = written(theirs, state="approved")
    answers = [send(alder.practice, article, parent=parent) for parent in (foreign.public_id, "nobodys-one")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert stored(alder.practice) == []


def test_a_form_without_scripts_answers_one_comment(alder, article):
    with in_practice(alder.practice):
        first = written(article, "First", "approved", name="Late Otter")
    page = reader(alder.practice).get(f"{article.url}?reply={first.public_id}").text
    assert "Answer Late Otter</h3>" in page
    assert f'name="parent" value="{first.public_id}"' in page
    assert 'name="parent" value=""' in reader(alder.practice).get(f"{article.url}?reply=nonsense").text
