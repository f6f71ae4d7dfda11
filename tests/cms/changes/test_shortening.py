"""Long comparisons on a screen: cut around what changed, and never more than can be read."""

import pytest

from cms.changes.comparing import compare
from cms.changes.shortening import MOST_CHANGES, MOST_DETAILS, shown

from .versions import listed, one, version

pytestmark = pytest.mark.usefixtures("at_alder")


def words(number: int) -> str:
    return " ".join(f"w{one}" for one in range(number))


def pieces(before, after) -> list[str]:
    (change,), _ = shown(compare(before, after))
    return [str(fragment.text) for detail in change.details for fragment in detail.fragments]


def test_what_stayed_is_cut_around_what_changed():
    html = f"<p>{words(50)} old {words(50)} old {words(50)}</p>"
    head, gone, new, middle, *_, tail = pieces(one(html), one(html.replace("old", "new")))
    assert (gone, new) == ("old", "new")
    assert head == "… " + " ".join(f"w{number}" for number in range(38, 50))
    assert middle == " ".join([*words(12).split(), "…", *(f"w{number}" for number in range(38, 50))])
    assert tail == f"{words(12)} …"


def test_what_is_new_is_cut_in_its_middle():
    (new,) = pieces(one(""), one(f"<p>{words(1000)}</p>"))
    assert new.startswith("w0 ")
    assert new.endswith(" w999")
    assert len(new.split()) < 200


def test_so_many_changes_and_no_more():
    many = [(f"b{number}", "paragraph", f"<p>{number}</p>") for number in range(MOST_CHANGES + 7)]
    changes, more = shown(compare(version(), version(*many)))
    assert (len(changes), more) == (MOST_CHANGES, 7)


def test_so_many_parts_of_one_block_and_no_more():
    points = {f"i{number}": f"<p>{number}</p>" for number in range(MOST_DETAILS + 4)}
    after = version(("k", "key_points", {"title": "", "points": listed(**points)}))
    (change,), _ = shown(compare(version(), after))
    assert (len(change.details), change.more) == (MOST_DETAILS, 4)
