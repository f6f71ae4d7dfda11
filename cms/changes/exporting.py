"""The stories of all articles as a spreadsheet, row by row: memory does not grow with them."""

import csv
from collections.abc import Iterator
from itertools import batched

from django.contrib.contenttypes.models import ContentType
from django.utils.timezone import localtime
from wagtail.models import PageLogEntry

from cms.articles.models import ArticlePage
from sites.audit.exporting import MARK, Line, safe

from .sentences import comment_in, label_of, sentence
from .story import A_BATCH, newest_first
from .who import People

HEADINGS = ["Article", "Title then", "Moment", "Person", "What", "Comment", "Action"]


def entries_of_articles(practice) -> Iterator[PageLogEntry]:
    """What was done to the articles that the practice has today, newest first."""
    kind = ContentType.objects.get_for_model(ArticlePage)
    return newest_first(PageLogEntry.objects.filter(page__practice=practice, page__content_type=kind))


def lines(entries) -> Iterator[str]:
    """The file, line by line, with the moments in the time zone that is active."""
    writer, people = csv.writer(Line()), People()
    yield MARK + writer.writerow(HEADINGS)
    for batch in batched(entries, A_BATCH):
        people.want(batch)
        yield from (writer.writerow([safe(value) for value in row_of(entry, people)]) for entry in batch)


def row_of(entry, people: People) -> list:
    """One entry in the order of ``HEADINGS``."""
    who = people.of(entry)
    moment = localtime(entry.timestamp).isoformat(timespec="seconds")
    return [entry.page_id, entry.label, moment, who, sentence(entry, who), comment_in(entry), label_of(entry.action)]
