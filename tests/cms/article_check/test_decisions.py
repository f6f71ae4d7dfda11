"""A decision is remembered as long as the text stands, comes back when it changes, and opens the gate."""

import pytest
from django.db import IntegrityError, transaction

from cms.article_check.checking import check
from cms.article_check.decisions import decide, decide_again
from cms.article_check.models import CheckDecision
from cms.articles.gates import Step, obstacles
from cms.articles.models import ArticlePage
from sites.audit.models import AuditEntry
from sites.scoping import in_practice
from tests.building import make_article

from .writing import block, paragraphs

pytestmark = pytest.mark.django_db
CLAIM = "We guarantee that it helps."
STEPS = [Step.SUBMIT, Step.PUBLISH]


def written(*blocks) -> ArticlePage:
    page = make_article(live=False)
    return rewritten(page, *blocks)


def rewritten(page, *blocks) -> ArticlePage:
    """The article with these blocks, as the editor stores and reads it."""
    page.body = page.body.stream_block.to_python(list(blocks))
    page.save_revision()
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def decided(page, at_alder, reason="We say how, two lines below.") -> ArticlePage:
    [finding] = check(page).asks
    decide(page, finding, reason, by=at_alder.practitioner)
    return page


def test_another_practice_knows_nothing_of_a_decision(alder, birch):
    with in_practice(alder.practice):
        decided(written(*paragraphs(CLAIM)), alder)
    with in_practice(birch.practice):
        assert CheckDecision.objects.count() == 0
        assert len(check(written(*paragraphs(CLAIM))).asks) == 1
    with in_practice(alder.practice):
        assert CheckDecision.objects.count() == 1


def test_a_question_is_asked_until_somebody_decides_and_then_again_when_taken_back(at_alder):
    page = decided(written(*paragraphs(CLAIM)), at_alder)
    report = check(page)
    assert report.asks == []
    [(finding, decision)] = report.decided
    assert (decision.reason, decision.by) == ("We say how, two lines below.", at_alder.practitioner)
    assert decide_again(page, finding.fingerprint, by=at_alder.editor) is True
    assert decide_again(page, finding.fingerprint, by=at_alder.editor) is False
    assert len(check(page).asks) == 1


def test_it_stays_while_other_blocks_come_and_go(at_alder):
    page = decided(written(*paragraphs(CLAIM)), at_alder)
    for blocks in (
        paragraphs("Something before.", CLAIM),
        paragraphs(f"{CLAIM} And something after."),
        [block("faq", {"items": [{"type": "pair", "value": {"question": "Is it?", "answer": f"<p>{CLAIM}</p>"}}]})],
        paragraphs("  We <b>guarantee</b> that it helps. "),
    ):
        assert check(rewritten(page, *blocks)).asks == []


@pytest.mark.parametrize(
    "text", ["We guarantee that it helps you.", "We now guarantee that it helps.", "It helps. We cure."]
)
def test_it_comes_back_when_the_text_has_changed(at_alder, text):
    page = decided(written(*paragraphs(CLAIM)), at_alder)
    assert len(check(rewritten(page, *paragraphs(text))).asks) == 1


def test_deciding_again_replaces_the_reason_and_leaves_one_row(at_alder):
    page = decided(written(*paragraphs(CLAIM, CLAIM)), at_alder)
    [(finding, _)] = check(page).decided
    decide(page, finding, "Another reason.", by=at_alder.editor)
    assert CheckDecision.objects.get().reason == "Another reason."
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckDecision.objects.create(article_id=page.pk, fingerprint=finding.fingerprint, rule="x", reason="y")


def test_both_are_written_in_the_log(at_alder):
    page = decided(written(*paragraphs(CLAIM)), at_alder)
    [(finding, _)] = check(page).decided
    decide_again(page, finding.fingerprint, by=at_alder.editor)
    entries = AuditEntry.objects.filter(action__startswith="article.").order_by("pk")
    assert [(entry.action, entry.actor, entry.title) for entry in entries] == [
        ("article.decided", at_alder.practitioner, page.title),
        ("article.undecided", at_alder.editor, page.title),
    ]


@pytest.mark.parametrize("step", STEPS)
def test_stops_and_open_questions_are_in_the_way_and_hints_are_not(at_alder, step):
    page = written(*paragraphs("We sat there. So, metimes we spoke."))
    assert {finding.rule for finding in check(page).hints} >= {"typing_slip"}
    assert obstacles(page, step) == []
    page = rewritten(page, block("vignette", {"basis": "", "title": "Tea", "text": ""}, "tea"), *paragraphs(CLAIM))
    story = (
        "This story does not say what it is based on. (“Tea”) "
        "Choose in the block whether it is fictional, composite, or told with consent."
    )
    claim = (
        "“guarantee” is a claim, and no source is named. (“We guarantee that it helps.”) Name the source, say it "
        "more carefully, or leave it out. Or say in the article check why it stays."
    )
    assert [one.sentence for one in obstacles(page, step)] == [story, claim]
    decided(page, at_alder)
    assert [one.sentence for one in obstacles(page, step)] == [story]


def test_an_article_goes_with_its_decisions(at_alder):
    page = decided(written(*paragraphs(CLAIM)), at_alder)
    ArticlePage.objects.get(pk=page.pk).delete()
    assert CheckDecision.objects.count() == 0
