"""Sealing everything anew with the first key of the ring, so that older keys can go.

Other packages seal with the same ring (comments, the addresses of their writers): each names its model with ``also``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from sites.scoping import across_practices

from .models import BookingRequest
from .sealing import CannotBeOpened, first_key, sealed_with

A_BATCH = 200  # rows in one transaction
# Each has ``sealed``, ``contact_mark``, ``content()`` and ``put(content, contact)``, as BookingRequest has.
_sealed_models = [BookingRequest]


def also(model):
    """Have the rows of another model sealed anew as well."""
    if model not in _sealed_models:
        _sealed_models.append(model)


def sealed_models() -> tuple:
    """The models whose rows are sealed with the ring."""
    return tuple(_sealed_models)


@dataclass
class Rotation:
    """What has been done so far, and what could not be opened."""

    sealed_anew: int = 0
    not_opened: list[int] = field(default_factory=list)


def rotate(batch: int = A_BATCH) -> Iterator[Rotation]:
    """Seal what older keys have sealed, batch by batch; after each, how far it has come.

    Stopped at any moment, it goes on from there the next time: what is done is told by how the row begins.
    """
    so_far = Rotation()
    with across_practices():
        for model in _sealed_models:
            last = 0
            while last := _seal_batch(model, last, batch, so_far):
                yield so_far


@transaction.atomic
def _seal_batch(model, last: int, batch: int, so_far: Rotation) -> int:
    """Seal the next rows of a model behind ``last``; the last of them, 0 where there are no more."""
    rows = list(_old_rows(model).select_for_update().filter(pk__gt=last).order_by("pk")[:batch])
    for row in rows:
        _seal_anew(row, so_far)
    return rows[-1].pk if rows else 0


def _old_rows(model):
    return model.objects.exclude(sealed="").exclude(sealed__startswith=sealed_with(first_key()))


def _seal_anew(row, so_far: Rotation):
    try:
        content = row.content()
    except CannotBeOpened:
        so_far.not_opened.append(row.pk)
        return
    row.put(content, content["contact"])
    type(row).objects.filter(pk=row.pk).update(sealed=row.sealed, contact_mark=row.contact_mark)
    so_far.sealed_anew += 1


def keys_not_needed() -> list[str]:
    """The names of keys in the ring that nothing is sealed with any more, but for the first, which seals."""
    with across_practices():
        return [name for name in list(settings.REQUEST_KEYS)[1:] if not _is_needed(name)]


def _is_needed(name: str) -> bool:
    return any(model.objects.filter(sealed__startswith=sealed_with(name)).exists() for model in _sealed_models)
