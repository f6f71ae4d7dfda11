"""What stands in a picture's row about the sizes that readers get: written here, and read here."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from .models import PracticeImage, PracticeRendition


class ReadySize(NamedTuple):
    """A picture in one size and format: what a page has to say of it. Both measures in pixels."""

    filter_spec: str
    width: int
    height: int
    name: str  # of its file in storage

    @property
    def url(self) -> str:
        return _storage().url(self.name)

    @property
    def file_size(self) -> int:
        """In bytes; the storage is asked."""
        return _storage().size(self.name)


def _storage():
    return PracticeRendition._meta.get_field("file").storage


def written(token: str, sizes: Iterable[ReadySize]) -> str:
    """The sizes as text. The token says of which file they are: a row may have been saved by who read it long ago."""
    return json.dumps([token, *sizes], separators=(",", ":"))


def is_noted(picture: PracticeImage) -> bool:
    """Whether a picture's row says which sizes there are of its present file."""
    return picture.sizes_ready.startswith(f'["{picture.token}"')


def noted(picture: PracticeImage) -> tuple[ReadySize, ...]:
    """The sizes that a picture's row names."""
    _, *sizes = json.loads(picture.sizes_ready)
    return tuple(ReadySize(*size) for size in sizes)
