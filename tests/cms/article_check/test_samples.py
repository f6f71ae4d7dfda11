"""The five sample articles: every stop and every question that the check has for them, and no other."""

import pytest

from cms.article_check.checking import check
from cms.booking.offers import closing_step
from tests.building import make_article

from .pastes import sample

pytestmark = pytest.mark.django_db

ANSWER, LIST = "answer_without_question", "lost_list"
CLAIM, CITATION = "claim_without_source", "citation_without_reference"
# Of each file: level, rule, and the words that the finding is about (its beginning, or what it names).
EXPECTED = {
    "000": [],
    "001": [
        ("stop", ANSWER, "Yes."),
        ("stop", ANSWER, "No."),
        ("stop", ANSWER, "Online"),
    ],
    "002": [
        ("ask", LIST, "include:"),
        ("ask", LIST, "can:"),
        ("ask", LIST, "Try:"),
        ("ask", LIST, "goals:"),
        ("ask", LIST, "you:"),
    ],
    "003": [
        ("ask", CLAIM, "research shows"),
        ("ask", CLAIM, "just as effectively as"),
        ("ask", CLAIM, "just as effectively as"),
    ],
    "004": [
        ("ask", CITATION, "Gottman, 2015"),
        ("ask", CITATION, "Johnson, 2008"),
    ],
}
HINTS = {
    "000": {"missing_description", "missing_topic"},
    "001": {"missing_description", "missing_topic", "typing_slip"},
    "002": {"missing_description", "missing_topic", "no_headings"},
    "003": {"missing_description", "missing_topic"},
    "004": {"missing_description", "missing_topic"},
}


@pytest.fixture(params=sorted(EXPECTED))
def number(request):
    if sample(request.param) is None:
        pytest.skip("the sample articles are not on this machine")
    return request.param


def pasted(number: str):
    title, blocks = sample(number)
    return make_article(title or "Without a title in the copy", blocks, live=False)


def words_of(finding) -> str:
    """What shortly names a finding: the end of a line that lost its list, what is claimed or cited, or a beginning."""
    if finding.rule in (CLAIM, CITATION):
        return finding.what.partition("“")[2].partition("”")[0]
    return finding.stands_on.split()[-1 if finding.rule == LIST else 0]


def test_exactly_what_the_oracles_name_is_found(number, at_alder):
    report = check(pasted(number))
    found = [(finding.level, finding.rule, words_of(finding)) for finding in report.open]
    assert found == EXPECTED[number]
    assert report.decided == []
    assert {finding.rule for finding in report.hints} == HINTS[number]


def test_an_article_without_a_call_to_action_ends_with_the_practices_own(at_alder):
    if sample("000") is None:
        pytest.skip("the sample articles are not on this machine")
    article = pasted("000")
    assert article.names_next_step is False
    assert closing_step([]).offer.is_default


def test_the_slip_in_the_sample_is_pointed_at_and_not_corrected(at_alder):
    if sample("001") is None:
        pytest.skip("the sample articles are not on this machine")
    [slip] = [finding for finding in check(pasted("001")).hints if finding.rule == "typing_slip"]
    assert slip.what == "Is “So, metimes” meant?"
