"""Several at the same moment: one decision, one comment, no more than the limit, one letter. On PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from cms.comments import persons
from cms.comments.deciding import DecidedMeanwhile, decide
from cms.comments.letters import send_due
from cms.comments.models import CommentSettings, ReaderComment, SpamCounts
from sites.audit.models import AuditEntry
from sites.scoping import in_practice
from tests.conftest import reader

from .conftest import article_at, filled, send, stored, written

# On SQLite all connections of a test share one database in memory, which does not wait as a file does.
pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database is not a file"),
    pytest.mark.django_db(transaction=True),
]
AT_ONCE = 6


def at_once(practice, work) -> list:
    """What each of several threads gives back, all let go at the same moment, each in the practice's scope."""
    ready, given = threading.Barrier(AT_ONCE), []

    def run(number):
        try:
            with in_practice(practice):
                ready.wait()
                given.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def decided(comment, how, by) -> str:
    try:
        decide(comment, how, by=by, seen="held")
    except DecidedMeanwhile as error:
        return str(error)
    return "done"


def test_of_several_editors_who_decide_at_once_one_does(alder):
    article = article_at(alder.practice)
    with in_practice(alder.practice):
        comment = written(article)
    hows = ("approve", "spam", "reject")
    given = at_once(alder.practice, lambda number: decided(comment, hows[number % 3], alder.editor))
    assert (given.count("done"), sum("before you" in each for each in given)) == (1, AT_ONCE - 1)
    with in_practice(alder.practice):
        assert AuditEntry.objects.filter(action__startswith="comment.").count() == 1


def test_erased_while_several_approve_it_nothing_of_it_is_left(alder):
    article = article_at(alder.practice)
    with in_practice(alder.practice):
        comment = written(article, "What I regret", name="Quillfeather")

    def work(number):
        if number == 0:
            return persons.erase(ReaderComment.objects.filter(pk=comment.pk), by=alder.owner)
        return decided(comment, "approve", alder.editor)

    given = at_once(alder.practice, work)
    (left,) = stored(alder.practice)
    assert (given.count(1), left.state, left.text, left.name) == (1, "erased", "", "")
    assert given.count("done") <= 1
    assert "What I regret" not in reader(alder.practice).get(article.url).text


def test_what_several_teach_at_once_is_all_learned(alder):
    article = article_at(alder.practice)
    with in_practice(alder.practice):
        made = [written(article, f"Casino {number}") for number in range(AT_ONCE)]
    at_once(alder.practice, lambda number: decided(made[number], "spam", alder.editor))
    with in_practice(alder.practice):
        counts = SpamCounts.objects.get()
    assert (counts.spam, counts.words["casino"]) == (AT_ONCE, [AT_ONCE, 0])


def test_one_form_sent_several_times_is_one_comment(alder):
    article = article_at(alder.practice)
    data, path = filled(article), f"/comments/{article.pk}/"
    answers = at_once(alder.practice, lambda number: reader(alder.practice).post(path, data).status_code)
    assert (answers, len(stored(alder.practice))) == ([303] * AT_ONCE, 1)


def test_the_limit_holds_for_all_of_them_together(alder, settings):
    settings.COMMENT_LIMITS = {"network": "99/h", "article": "2/h"}
    article = article_at(alder.practice)
    texts = [f"Number {number}" for number in range(AT_ONCE)]
    answers = at_once(alder.practice, lambda number: send(alder.practice, article, text=texts[number]).status_code)
    assert Counter(answers) == {303: 2, 429: AT_ONCE - 2}
    assert len(stored(alder.practice)) == 2


def test_of_several_processes_one_sends_the_letter(alder):
    article = article_at(alder.practice)
    with in_practice(alder.practice):
        written(article)
        CommentSettings.objects.update(letter_due_at=timezone.now(), letter_sent_at=None)
    mail.outbox.clear()
    at_once(alder.practice, lambda number: send_due())
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([alder.owner.email, alder.editor.email])
