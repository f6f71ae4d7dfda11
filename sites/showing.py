"""What readers' pages show, and what of it has changed. Finished pages are kept and forgotten by these tags.

A page that is being made says what it shows (``mention``); a change says what it changed (``changed``). Both use the
same tags, which hold within one practice.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from .scoping import remember

EVERYTHING = "all"  # on every page of the practice: name, menus, look, notices
LISTS = "list"  # on pages that list others: home, indexes, feeds, the map of the site

_listeners: list[Callable[[int, tuple[str, ...]], None]] = []


def tag_of_page(pk: int) -> str:
    """On every page that shows this one or names it: its title, its address, whether it is there."""
    return f"page:{pk}"


def tag_of_view(pk: int) -> str:
    """On this page alone: what stands around its own words, such as comments, neighbours and related articles."""
    return f"view:{pk}"


def tag_of_picture(pk: int) -> str:
    return f"picture:{pk}"


def mentioned() -> set[str]:
    """The tags of what this request has shown so far, or asked for in order to show it."""
    return remember("mentioned", set)


def mention(tags: Iterable[str]):
    """Note that the page which is being made depends on these. What is hidden or missing counts: it may appear."""
    mentioned().update(tags)


def changed(practice_id: int | None, *tags: str):
    """Note that something which readers of a practice see has changed.

    The notes are stored with the change or not at all. Nothing is noted where there is no practice: what belongs to
    none is on no practice's page.
    """
    from .models.shown_change import Position, ShownChange

    if practice_id is None or not tags:
        return
    rows = [ShownChange(practice_number=practice_id, tag=tag, position=Position()) for tag in sorted(set(tags))]
    ShownChange.objects.bulk_create(rows)
    transaction.on_commit(lambda: _tell(practice_id, tags))


def _tell(practice_id, tags):
    for listener in _listeners:
        listener(practice_id, tags)


def when_changed(listener: Callable[[int, tuple[str, ...]], None]):
    """Have ``listener(practice_id, tags)`` called in this process after a change of its own is stored.

    Other processes learn it from the table.
    """
    if listener not in _listeners:
        _listeners.append(listener)
