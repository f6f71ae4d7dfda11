"""A comment from somebody who may be in danger: what to do comes first, and showing it is a choice for later."""

import re

import pytest

from cms.comments.deciding import decide
from sites.scoping import in_practice
from tests.conftest import signed_in

from .conftest import stored, written

LIST = "/admin/comments/"
FIRST = "First, before you decide"
IN_DANGER = "I want to die"


def shown(side, query="") -> str:
    return signed_in(side.editor, side.practice).get(f"{LIST}{query}").text


def card_of(comment, page) -> str:
    return re.search(rf'<article [^>]*id="c{comment.pk}".*?</article>', page, re.DOTALL).group()


def ways(card) -> list[str]:
    """What can be pressed, in its order, with its key."""
    found = re.findall(r'<(button|summary)[^>]*?(?:value="(\w+)")?(?: data-key="(\w)")?>', card)
    return [f"{value or tag}{f' ({key})' if key else ''}" for tag, value, key in found]


@pytest.mark.parametrize(
    ("state", "text", "is_said", "expected"),
    [
        ("held", "Thank you.", False, ["approve (a)", "spam (s)", "reject (r)"]),
        ("held", IN_DANGER, True, ["reject (r)", "spam", "summary (a)", "approve"]),
        ("rejected", IN_DANGER, False, ["hold", "spam", "summary (a)", "approve"]),
        ("approved", IN_DANGER, False, ["spam (s)", "hold", "reject (r)"]),
    ],
)
def test_what_comes_first(state, text, is_said, expected, alder, article):
    with in_practice(alder.practice):
        comment = written(article, text, state)
    card = card_of(comment, shown(alder, f"?state={state}"))
    assert ways(card) == expected
    assert (FIRST in card) is is_said


def test_what_to_do_stands_above_what_can_be_pressed_with_the_country_s_number(alder, article):
    with in_practice(alder.practice):
        comment = written(article, IN_DANGER)
    card = card_of(comment, shown(alder))
    assert card.index(FIRST) < card.index("Samaritans") < card.index("<button")


def test_several_are_not_approved_together_with_it(alder, article):
    with in_practice(alder.practice):
        made = [written(article, text) for text in ("Thank you.", IN_DANGER)]
    client = signed_in(alder.editor, alder.practice)
    ticked = {"comment": [f"{one.pk}:held" for one in made]}
    page = client.post(f"{LIST}bulk/", {"how": "approve", **ticked}, follow=True).text
    assert "1 comment is approved." in page
    assert "is not approved together with others" in page
    assert [one.state for one in stored(alder.practice)] == ["approved", "held"]
    client.post(f"{LIST}bulk/", {"how": "reject", **ticked})
    assert [one.state for one in stored(alder.practice)] == ["approved", "rejected"]


def test_by_itself_it_can_be_shown(alder, article):
    with in_practice(alder.practice):
        decide(written(article, IN_DANGER), "approve", by=alder.editor, seen="held")
    assert [one.state for one in stored(alder.practice)] == ["approved"]


def test_the_screen_says_what_teaches_the_filter(alder, article):
    with in_practice(alder.practice):
        written(article, "Thank you.")
    assert "“Reject” teaches it nothing" in shown(alder)
