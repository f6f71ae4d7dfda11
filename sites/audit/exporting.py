"""The log as a spreadsheet, row by row: memory does not grow with the log."""

import csv
import json
from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime

HEADINGS = [
    "Number", "Moment", "Person", "Role", "Action", "Kind", "Thing", "Details", "Network", "Where", "Seal",
]  # fmt: skip
# A cell that begins with one of these is a formula to spreadsheets, or becomes one when it is saved again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
A_BATCH = 500  # entries read at once
MARK = "\ufeff"  # by which Excel knows UTF-8


class Line:
    """What csv writes to: it gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe(value) -> str:
    """A cell that no spreadsheet takes for a formula: with an apostrophe before it, which they do not show."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def newest_first(entries) -> Iterator:
    """All entries, a batch at a time. Not ``iterator()``, which keeps everything in memory behind some poolers."""
    before = None
    while True:
        batch = list((entries.filter(position__lt=before) if before else entries).order_by("-position")[:A_BATCH])
        yield from batch
        if len(batch) < A_BATCH:
            return
        before = batch[-1].position


def lines(entries: Iterable) -> Iterator[str]:
    """The file, line by line, with the moments in the time zone that is active."""
    writer = csv.writer(Line())
    yield MARK + writer.writerow(HEADINGS)
    for entry in entries:
        yield writer.writerow([safe(value) for value in row_of(entry)])


def row_of(entry) -> list:
    """One entry in the order of ``HEADINGS``."""
    return [
        entry.position,
        localtime(entry.moment).isoformat(timespec="seconds"),
        entry.actor_name,
        entry.actor_role,
        entry.words,
        entry.subject_type,
        entry.title,
        json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
        entry.address,
        entry.get_source_display(),
        entry.seal,
    ]
