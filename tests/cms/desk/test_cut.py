"""A desk says when there is more than it looks at."""

import pytest

from cms.desk import moving, places
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.desk.test_desk import work_at_both
from tests.cms.reviewing.conftest import submitted
from tests.conftest import at_the_installation_as, signed_in


@pytest.mark.parametrize(("most", "is_said"), [(1, True), (2, False)])
def test_more_articles_on_their_way_than_are_looked_at(most, is_said, alder, monkeypatch):
    monkeypatch.setattr(moving, "MOST_MOVING", most)
    with in_practice(alder.practice):
        for name in ("First", "Second"):
            submitted(make_article(name, live=False, owner=alder.practitioner), alder.practitioner)
    client = signed_in(alder.editor, alder.practice)
    for path in ("/admin/desk/", "/admin/desk/decide/"):
        text = client.get(path).text
        said = f"More than {most} articles are on their way."
        assert (said in text, "Second" in text) == (is_said, not is_said), path


def test_kinds_that_might_be_among_the_rest_are_not_said_to_be_empty(alder, monkeypatch):
    monkeypatch.setattr(moving, "MOST_MOVING", 1)
    with in_practice(alder.practice):
        for name in ("First", "Second"):
            submitted(make_article(name, live=False, owner=alder.practitioner), alder.practitioner)
    text = signed_in(alder.second_practitioner, alder.practice).get("/admin/desk/").text
    assert "No article waits for your decision." in text
    assert "More than 1 articles are on their way." in text
    assert "First" not in text


@pytest.mark.parametrize(("most", "is_said"), [(1, True), (2, False)])
def test_more_practices_than_are_looked_at(most, is_said, alder, birch, monkeypatch):
    person = work_at_both(alder, birch)
    monkeypatch.setattr(places, "MOST_PLACES", most)
    text = at_the_installation_as(person).get("/admin/desk/decide/").text
    assert (f"You have more than {most} practices." in text) is is_said
