"""The filter: careful before it knows anything, learning from this practice's decisions alone, and unlearning them."""

import random
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.comments import deciding, flags, spam
from cms.comments.models import ReaderComment, SpamCounts
from sites.scoping import in_practice
from tests.conftest import signed_in

from .conftest import article_at, send, stored, written

LABELLED = yaml.safe_load(Path(__file__).with_name("labelled.yaml").read_text(encoding="utf-8"))
KINDS = ("ham", "spam")


def halves(seed: int) -> tuple[list, list]:
    """The labelled set as (text, kind), parted in two by a seed: to learn from, and held out."""
    chance = random.Random(seed)
    learned, held_out = [], []
    for kind in KINDS:
        texts = sorted(LABELLED[kind])
        chance.shuffle(texts)
        learned += [(text, kind) for text in texts[::2]]
        held_out += [(text, kind) for text in texts[1::2]]
    return learned, held_out


def goes_to_the_heap(text: str, counts) -> bool:
    raised = {one.key: one.words for one in flags.raised(text)}
    return "crisis" not in raised and spam.is_probably_spam(text, raised.get("spam", []), counts)


def figures(held_out, counts) -> tuple[float, float]:
    """Of what is none, how much is kept out of the heap; of what is spam, how much lies on it."""
    on_heap = {kind: [goes_to_the_heap(text, counts) for text, of in held_out if of == kind] for kind in KINDS}
    return 1 - sum(on_heap["ham"]) / len(on_heap["ham"]), sum(on_heap["spam"]) / len(on_heap["spam"])


def say(capsys, words: str, kept: float, found: float):
    with capsys.disabled():
        print(f"\nspam filter, {words}: {kept:.1%} of ham kept, {found:.1%} of spam found")  # noqa: T201


def test_the_set_is_large_enough_and_nothing_stands_in_both():
    assert [len(set(LABELLED[kind])) >= 200 for kind in KINDS] == [True, True]
    assert set(LABELLED["ham"]) & set(LABELLED["spam"]) == set()


@pytest.mark.parametrize("seed", range(5))
def test_on_a_held_out_half_99_of_100_are_kept(at_alder, capsys, seed):
    learned, held_out = halves(seed)
    spam.learn([(text, kind, 1) for text, kind in learned])
    kept, found = figures(held_out, spam.counts_here())
    say(capsys, f"split {seed}", kept, found)
    assert kept >= 0.99
    assert found >= 0.7


def test_it_learns_from_what_editors_decide(alder, article, capsys):
    learned, held_out = halves(99)
    how = {"ham": "approve", "spam": "spam"}
    with in_practice(alder.practice):
        for text, kind in learned:
            comment = written(article, text, name="Wren")
            deciding.decide(comment, how[kind], by=alder.editor, seen="held")
        counts = spam.counts_here()
        assert (counts.ham, counts.spam) == (105, 101)
        kept, found = figures(held_out, counts)
    say(capsys, "by decisions", kept, found)
    assert kept >= 0.99
    assert found >= 0.7


def test_untrained_only_what_is_blatant_is_put_on_the_heap(at_alder, capsys):
    kept, found = figures([(text, kind) for kind in KINDS for text in LABELLED[kind]], SpamCounts())
    say(capsys, "untrained", kept, found)
    assert kept == 1
    assert goes_to_the_heap("Casino! Free spins, click here, order now http://a.example http://b.example", SpamCounts())


def test_a_changed_decision_is_unlearned(at_alder, article):
    comment = written(article, "Slots and jackpots")
    for how, seen in (("spam", "held"), ("hold", "spam"), ("approve", "held"), ("spam", "approved")):
        deciding.decide(comment, how, by=at_alder.editor, seen=seen)
    counts = SpamCounts.objects.get()
    assert (counts.spam, counts.ham, counts.words["jackpots"]) == (1, 0, [1, 0])
    deciding.decide(comment, "reject", by=at_alder.editor, seen="spam")
    counts = SpamCounts.objects.get()
    assert (counts.spam, counts.ham, counts.words) == (0, 0, {})


def test_what_one_practice_learns_no_other_knows(alder, birch):
    with in_practice(birch.practice):
        spam.learn([(text, kind, 1) for text, kind in halves(0)[0]])
    with in_practice(alder.practice):
        assert spam.counts_here().words == {}


def test_what_is_known_is_bounded_and_what_tells_least_goes(at_alder, monkeypatch):
    monkeypatch.setattr(spam, "MOST_WORDS", 10)
    spam.learn([("casino", "spam", 1)] * 5 + [(f"word{chr(97 + n)} x{chr(97 + n)}y", "ham", 1) for n in range(9)])
    words = SpamCounts.objects.get().words
    assert (len(words), words["casino"]) == (9, [5, 0])


def test_a_crisis_never_goes_to_the_heap(alder, article, settings):
    text = "Casino free spins click here http://a.example http://b.example I want to die"
    send(alder.practice, article, text=text)
    assert [one.state for one in stored(alder.practice)] == ["held"]


# --- a thousand of them ---


def a_thousand(article):
    rows = [
        ReaderComment(
            practice_id=article.practice_id, article=article, token=f"t{n}", name="S", text="Casino", state="spam"
        )
        for n in range(1000)
    ]
    ReaderComment.objects.bulk_create(rows, batch_size=200)


def test_a_thousand_cost_the_editor_one_click_that_can_be_taken_back(alder, birch, article):
    theirs = article_at(birch.practice)
    for practice, page in ((alder.practice, article), (birch.practice, theirs)):
        with in_practice(practice):
            a_thousand(page)
    with in_practice(alder.practice):
        decided = written(article, "Decided before", "rejected")
    editor = signed_in(alder.editor, alder.practice)
    page = editor.get("/admin/comments/?state=heap")
    assert "Probably spam (1000)" in page.text
    with CaptureQueriesContext(connection) as queries:
        answer = editor.post("/admin/comments/spam/empty/", {"until": page.context["now"]}, follow=False)
    updates = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "comments_')]
    assert (answer.status_code, len(updates)) == (302, 1)
    assert len(queries) < 30
    with in_practice(alder.practice):
        assert deciding.heap().count() == 0
        assert ReaderComment.objects.filter(state="spam", purge_on__isnull=False).count() == 1000
        assert ReaderComment.objects.get(pk=decided.pk).emptied_at is None
        assert not SpamCounts.objects.exists()
    again = editor.get("/admin/comments/?state=heap")
    moment = again.text.partition('name="emptied_at" value="')[2].partition('"')[0]
    assert (
        "1,000 comments are on the heap again."
        in editor.post("/admin/comments/spam/put-back/", {"emptied_at": moment}, follow=True).text
    )
    with in_practice(alder.practice):
        assert deciding.heap().filter(purge_on=None).count() == 1000
    with in_practice(birch.practice):
        assert deciding.heap().count() == 1000
