"""Pieces of pages that are drawn once: each process keeps them under everything that they show.

No cache that could be out of date: the key of a piece *is* what it shows (columns of rows that were read for this
request, stored text, addresses), so a change of any of it is another piece, at once and in every process. The practice
in scope is always part of the key. What is not asked for falls out after a while, or when room is needed.
"""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Lock
from time import monotonic

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import StreamField

from cms.media.ready import is_noted
from sites.scoping import current_scope
from sites.showing import mention, tag_of_picture

UNASKED = 600.0  # seconds until a piece falls out: nobody asks for those of which something has changed


@dataclass(slots=True)
class _Kept:
    piece: SafeString
    asked_for_at: float


_pieces: OrderedDict[tuple, _Kept] = OrderedDict()  # what was asked for last is last
_lock = Lock()
_bytes = 0  # of all pieces with their keys; at most KEPT_PIECES_BYTES


def kept(name: str, shown: Hashable, draw: Callable[[], str]) -> SafeString:
    """What ``draw()`` gives, drawn once for everything that is ``shown``. None as ``shown``: drawn each time."""
    practice_id = current_scope().practice_id
    if shown is None or practice_id is None:
        return mark_safe(draw())
    key = (practice_id, name, shown)
    found = _pieces.get(key)
    if found is None:
        piece = mark_safe(draw())  # drawn from templates, which escape
        _keep(key, piece)
    else:
        piece = found.piece
        _use_again(key, found)
    return piece


def _keep(key: tuple, piece: SafeString):
    global _bytes
    now = monotonic()
    with _lock:
        if key not in _pieces:
            _bytes += _size(key, piece)
        _pieces[key] = _Kept(piece, now)
        while _pieces and (_bytes > settings.KEPT_PIECES_BYTES or _longest_unasked() < now - UNASKED):
            old_key, old = _pieces.popitem(last=False)
            _bytes -= _size(old_key, old.piece)


def _longest_unasked() -> float:
    """When the piece was asked for that nobody has asked for the longest."""
    return next(iter(_pieces.values())).asked_for_at


def _size(key: tuple, piece: str) -> int:
    """Rather too many bytes than too few: what keys share is counted in each. 100: a place in the dictionary."""
    return sys.getsizeof(piece) + 100 + _size_of(key)


def _size_of(shown) -> int:
    return sys.getsizeof(shown) + (sum(map(_size_of, shown)) if isinstance(shown, tuple) else 0)


def _use_again(key: tuple, found: _Kept):
    with _lock, suppress(KeyError):  # it may have fallen out meanwhile; a long key is slow to look up
        found.asked_for_at = monotonic()
        _pieces.move_to_end(key)


def forget():
    """Start afresh, as a new process does."""
    global _bytes
    with _lock:
        _pieces.clear()
        _bytes = 0


def columns(row: models.Model | None) -> tuple | None:
    """Everything that the database holds of a row, to be part of a key; without bodies, which are asked for apart."""
    if row is None:
        return None
    value_of = row.__dict__.get
    plain, others = _names(type(row))
    return (row._meta.model_name, *map(value_of, plain), *(repr(value_of(name)) for name in others))


@cache
def _names(model: type[models.Model]) -> tuple[list[str], list[str]]:
    """Of the columns: those that can be part of a key as they are, and those that can not, or are slow to compare."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, StreamField)]
    others = [field.attname for field in fields if isinstance(field, (models.JSONField, models.FileField))]
    return [field.attname for field in fields if field.attname not in others], others


def picture(image) -> tuple | None:
    """A picture with its sizes; None where nobody knows of any, because they would be asked for.

    They stand in its row, or it was given them. Says that it is shown: a piece that is kept will not.
    """
    if image is None:
        return None
    mention([tag_of_picture(image.pk)])
    sizes = () if is_noted(image) else getattr(image, "prefetched_sizes", None)
    return None if sizes is None else (columns(image), sizes)


def rows(many: Iterable[models.Model]) -> tuple:
    """All columns of several rows."""
    return tuple(columns(row) for row in many)


def card(page) -> tuple | None:
    """A page as a list shows it; None where its picture was given no sizes."""
    image = page.listing_image
    shown = picture(image)
    return None if image is not None and shown is None else (columns(page), shown)
