"""Search within one practice: which rows fit a reader's words, best first.

First rows with all the words, then rows with words near to those that nothing has (typos), then rows with any of them.
PostgreSQL ranks by its own text search; SQLite looks for stems and ranks by where they stand.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import connection
from django.db.models import BooleanField, Case, F, FloatField, Q, Value, When
from django.db.models.expressions import RawSQL

from cms.blocks.words import words
from sites.scoping import current_practice

from .models import Findable
from .public import public_rows
from .words import marked, snippet, stem, terms_of

MOST_FOUND = 100
NEAR = 0.75  # of difflib's ratio: "anxeity" and "anxiety" have 0.86, "anger" and "danger" 0.91, "grief" and "brief" 0.8
MOST_TITLES = 2000
TITLE, TEXT = 4.0, 1.0  # what a word counts for
VECTOR = '"reading_findable"."vector"'


@dataclass
class Found:
    """The keys of what was found, best first; how it was found; the stems to mark."""

    keys: list[int]
    how: str  # "all", "near" or "some"
    stems: list[str]


def find(text: str) -> Found:
    """At most ``MOST_FOUND`` rows for these words. One to four queries, whatever is found."""
    terms = terms_of(text)
    if not terms:
        return Found([], "all", [])
    if keys := _keys(terms, every=True):
        return Found(keys, "all", _stems(terms))
    near = _near(terms)
    if near != terms and (keys := _keys(near, every=True)):
        return Found(keys, "near", _stems(near))
    keys = _keys(near, every=False) if len(near) > 1 else []
    return Found(keys, "some", _stems(near))


def shown(found: Found, keys: list[int]) -> list[dict]:
    """What is drawn of these rows, in their order. ``title`` and ``snippet`` are HTML, with marks."""
    rows = Findable.objects.select_related("page").in_bulk(keys)
    return [
        {
            "title": marked(rows[key].title, found.stems),
            "snippet": marked(snippet(rows[key].text, found.stems), found.stems),
            "kind": rows[key].get_kind_display(),
            "of": rows[key].page.title if rows[key].anchor else "",
            "url": rows[key].url,
        }
        for key in keys
        if key in rows
    ]


def _stems(terms: list[str]) -> list[str]:
    return list(dict.fromkeys(stem(term) for term in terms))


def _keys(terms: list[str], *, every: bool) -> list[int]:
    rows = public_rows(Findable.objects.all())
    ranked = _ranked_on_postgresql if connection.vendor == "postgresql" else _ranked_by_stems
    ordered = ranked(rows, terms, every).order_by("-rank", F("page__published_at").desc(nulls_last=True), "pk")
    return list(ordered.values_list("pk", flat=True)[:MOST_FOUND])


def _ranked_on_postgresql(rows, terms, every):
    """The last word may still be unfinished, so each is taken as a beginning too."""
    query = (" & " if every else " | ").join(f"({_lexeme(term)} | {_lexeme(term)}:*)" for term in terms)
    fits = RawSQL(f"{VECTOR} @@ to_tsquery('english', %s)", [query], output_field=BooleanField())  # noqa: S611
    rank = RawSQL(f"ts_rank_cd({VECTOR}, to_tsquery('english', %s), 1)", [query], output_field=FloatField())  # noqa: S611
    return rows.alias(fits=fits).filter(fits=True).annotate(rank=rank)


def _lexeme(term: str) -> str:
    """A word as a literal of a tsquery: quoted, so that no sign in it is read as an operator."""
    return "'" + term.replace("\\", "").replace("'", "''") + "'"


def _ranked_by_stems(rows, terms, every):
    """A stem has to stand where a word begins."""
    fits, rank = Q(), Value(0.0)
    for each in _stems(terms):
        begins = rf"\b{re.escape(each)}"
        one = Q(title__iregex=begins) | Q(text__iregex=begins)
        fits = fits & one if every else fits | one
        for field, weight in (("title", TITLE), ("text", TEXT)):
            rank = rank + Case(When(**{f"{field}__iregex": begins}, then=Value(weight)), default=Value(0.0))
    return rows.filter(fits).annotate(rank=rank)


# --- typos ---


def _near(terms: list[str]) -> list[str]:
    """Each word that is in no text of the practice, replaced by the nearest that is, if one is near."""
    known = _known_words(terms)
    return [_nearest(term, known.get(term, ())) for term in terms]


def _nearest(term: str, candidates) -> str:
    own = stem(term)
    scored = [(SequenceMatcher(None, own, stem(word)).ratio(), word) for word in candidates]
    best, word = max(scored, default=(0.0, ""))
    return word if NEAR <= best < 1 else term


def _known_words(terms: list[str]) -> dict[str, list[str]]:
    """Words of the practice that may be meant, by the word that was typed. One query."""
    if connection.vendor == "postgresql":
        return _words_by_trigrams(terms) if _has_trigrams() else {}
    titles = public_rows(Findable.objects.all()).values_list("title", flat=True)[:MOST_TITLES]
    known = sorted({word.lower() for title in titles for word in words(title) if len(word) > 3})
    return dict.fromkeys(terms, known)


def _has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _words_by_trigrams(terms: list[str]) -> dict[str, list[str]]:
    """The words of all texts of the practice that share at least a sixth of their trigrams with one of the terms."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT term, lexeme FROM unnest(%s::text[]) AS term CROSS JOIN (SELECT DISTINCT "
            "unnest(tsvector_to_array(vector)) AS lexeme FROM reading_findable WHERE practice_id = %s) AS known "
            "WHERE similarity(term, lexeme) > 0.16 AND length(lexeme) > 3 "
            "ORDER BY similarity(term, lexeme) DESC LIMIT 400",
            [terms, current_practice().pk],
        )
        found: dict[str, list[str]] = {}
        for term, lexeme in cursor.fetchall():
            found.setdefault(term, []).append(lexeme)
        return found
