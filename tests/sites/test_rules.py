"""Who may do what: the whole table, row by row and cell by cell."""

from types import SimpleNamespace

import pytest

from sites import rules
from sites.models import Membership, User
from sites.scoping import across_practices, at_installation, in_practice
from tests.building import guard_asleep, make_article

# At A's address. "yes" is may, "-" is may not.
TABLE = """
who                | edit own | edit other's | edit B's | publish own | publish other's | publish B's | approve | approve B's | configure | configure here | configure B | people | people of B
practitioner       | yes      | -            | -        | -           | -               | -           | -       | -           | -         | -              | -           | -      | -
editor             | yes      | yes          | -        | yes         | yes             | -           | yes     | -           | -         | -              | -           | -      | -
owner              | yes      | yes          | -        | yes         | yes             | -           | yes     | -           | yes       | yes            | -           | yes    | -
owner, inactive    | -        | -            | -        | -           | -               | -           | -       | -           | -         | -              | -           | -      | -
owner of B         | -        | -            | -        | -           | -               | -           | -       | -           | -         | -              | -           | -      | -
no membership      | -        | -            | -        | -           | -               | -           | -       | -           | -         | -              | -           | -      | -
operator           | -        | -            | -        | -           | -               | -           | -       | -           | -         | -              | -           | -      | -
"""  # noqa: E501  (a table is read best in one piece)

HEAD, *ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]

ACTIONS = {
    "edit own": lambda user, at: rules.may_edit(user, at.own),
    "edit other's": lambda user, at: rules.may_edit(user, at.others),
    "edit B's": lambda user, at: rules.may_edit(user, at.of_b),
    "publish own": lambda user, at: rules.may_publish(user, at.own),
    "publish other's": lambda user, at: rules.may_publish(user, at.others),
    "publish B's": lambda user, at: rules.may_publish(user, at.of_b),
    "approve": lambda user, at: rules.may_approve(user, at.others),
    "approve B's": lambda user, at: rules.may_approve(user, at.of_b),
    "configure": lambda user, at: rules.may_configure(user, at.a),
    "configure here": lambda user, at: rules.may_configure_here(user),
    "configure B": lambda user, at: rules.may_configure(user, at.b),
    "people": lambda user, at: rules.may_manage_people(user, at.a),
    "people of B": lambda user, at: rules.may_manage_people(user, at.b),
}


@pytest.fixture
def person(request, alder, birch, operator):
    """The person of a row."""
    match request.param:
        case "owner of B":
            return birch.owner
        case "operator":
            return operator
        case "no membership":
            return User.everyone.create_user("stranger@elsewhere.example")
        case "owner, inactive":
            alder.owner.is_active = False
            alder.owner.save()
            return alder.owner
    return getattr(alder, request.param)


@pytest.fixture
def at(alder, birch, person):
    """An article of the person's own, one of somebody else, and in B one that claims to be the person's."""
    with in_practice(birch.practice), guard_asleep():
        of_b = make_article("Of B", owner=person, live=False)
    with in_practice(alder.practice), guard_asleep():
        own = make_article("Own", owner=person, live=False)
        others = make_article("Another's", owner=alder.second_practitioner, live=False)
    return SimpleNamespace(own=own, others=others, of_b=of_b, a=alder.practice, b=birch.practice)


@pytest.mark.parametrize(("person", "row"), [(row[0], row[1:]) for row in ROWS], indirect=["person"])
def test_the_table_at_the_address_of_a(row, person, at):
    with in_practice(at.a):
        answers = {name: "yes" if ask(person, at) else "-" for name, ask in ACTIONS.items()}
    assert answers == dict(zip(HEAD[1:], row, strict=True))


@pytest.mark.parametrize("person", [row[0] for row in ROWS], indirect=True)
@pytest.mark.parametrize("where", [at_installation, across_practices])
def test_nobody_may_anything_outside_a_practice(where, person, at):
    with where():
        assert [name for name, ask in ACTIONS.items() if ask(person, at)] == []


def test_the_last_active_owner_stays(alder, birch):
    owner = Membership.everywhere.get(user=alder.owner)
    assert rules.may_lose_owner(owner) is False  # B's owner does not count

    second = Membership.everywhere.get(user=alder.editor)
    second.role = "owner"
    second.save()
    assert rules.may_lose_owner(owner) is True

    alder.editor.is_active = False
    alder.editor.save()
    assert rules.may_lose_owner(owner) is False
