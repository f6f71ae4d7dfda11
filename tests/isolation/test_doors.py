"""Every address is classified: a new URL that nobody can fill fails here and is never simply left out."""

from .doors import doors
from .marks import names_b


def test_somebody_has_said_how_to_fill_every_address():
    assert [f"{door.name} {door.pattern} {door.arguments}" for door in doors() if not door.is_classified] == []


def test_every_address_can_be_written_for_both_practices(world):
    own = [path for door in doors() for path in door.own(world.a)]
    foreign = [path for door in doors() for path in door.foreign(world)]
    assert len(own) > 300
    assert len(foreign) > 200
    assert [path for path in own if names_b(path)] == []
    key = world.b.practice.media_key  # files have no names
    assert [path for path in foreign if not names_b(path) and key not in path] == []
