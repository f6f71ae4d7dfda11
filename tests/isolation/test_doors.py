"""Every address is classified: a new URL that nobody can fill fails here and is never simply left out."""

import pytest

from .doors import doors
from .world import build_world


def test_somebody_has_said_how_to_fill_every_address():
    assert [f"{door.name} {door.pattern} {door.arguments}" for door in doors() if not door.is_classified] == []


@pytest.mark.django_db
def test_every_address_can_be_written_for_both_practices():
    world = build_world()
    assert len([path for door in doors() for path in door.own(world.a)]) > 300
    print(len(doors()),len([path for door in doors() for path in door.own(world.a)]), len([path for door in doors() for path in door.foreign(world)]))
