"""Sealing everything anew with the first key of the ring, so that older keys can go."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from sites.scoping import across_practices

from .models import BookingRequest
from .sealing import CannotBeOpened, first_key, sealed_with

A_BATCH = 200  # rows in one transaction


@dataclass
class Rotation:
    """What has been done so far, and what could not be opened."""

    sealed_anew: int = 0
    not_opened: list[int] = field(default_factory=list)


def rotate(batch: int = A_BATCH) -> Iterator[Rotation]:
    """Seal what older keys have sealed, batch by batch; after each, how far it has come.

    Stopped at any moment, it goes on from there the next time: what is done is told by how the row begins.
    """
    so_far, last = Rotation(), 0
    with across_practices():
        while True:
            with transaction.atomic():
                rows = list(_old_rows().select_for_update().filter(pk__gt=last).order_by("pk")[:batch])
                for row in rows:
                    _seal_anew(row, so_far)
            if not rows:
                return
            last = rows[-1].pk
            yield so_far


def _old_rows():
    return BookingRequest.objects.exclude(sealed__startswith=sealed_with(first_key()))


def _seal_anew(row: BookingRequest, so_far: Rotation):
    try:
        content = row.content()
    except CannotBeOpened:
        so_far.not_opened.append(row.pk)
        return
    row.put(content, content["contact"])
    BookingRequest.objects.filter(pk=row.pk).update(sealed=row.sealed, contact_mark=row.contact_mark)
    so_far.sealed_anew += 1


def keys_not_needed() -> list[str]:
    """The names of keys in the ring that nothing is sealed with any more, but for the first, which seals."""
    with across_practices():
        return [
            name
            for name in list(settings.REQUEST_KEYS)[1:]
            if not BookingRequest.objects.filter(sealed__startswith=sealed_with(name)).exists()
        ]
