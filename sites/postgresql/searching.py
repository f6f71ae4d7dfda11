"""Wagtail's search on PostgreSQL, for pages and files of one practice among many.

Row security asks a function for each entry of the search index, and an entry is joined to its page by a cast of the
page's key, which PostgreSQL does not trust enough to use an index: a search would read all practices' entries. Here
nothing is joined: first come the keys that may be found, then the entries with these keys that fit, then their rows.
"""

from django.db.models import Case, F, FloatField, Value, When
from django.db.models.functions import Length
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.query import Fuzzy, MatchAll, Not
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

USUAL_TITLE = 3.0  # words of a title, the small ones left out; a longer one weighs less
MOST_RANKED = 500  # the best of them in their order; who has more found has not said what they look for


class _KeysFirst:
    """Finds in three steps what Wagtail finds in one; what is no question to the index's entries stays as it was."""

    vectors: dict[str, object] = {}  # columns of an entry, with what they count for
    _kept = None

    def search(self, config, start, stop, score_field=None, backend=None):
        if self.fields is not None or isinstance(self.query, (Fuzzy, MatchAll, Not)):
            return super().search(config, start, stop, score_field, backend)
        if self._kept is None:  # asked twice: for the number of rows, and for a page of them
            self._kept = self._found(config)
        found = self._kept
        rank = Case(
            *[When(pk=key, then=Value(rank)) for key, rank in found[:MOST_RANKED]],
            default=Value(0.0),
            output_field=FloatField(),
        )
        rows = self.queryset.filter(pk__in=[key for key, _ in found])
        return self._apply_ordering_and_scoring(rows, rank, start, stop, score_field)

    def _found(self, config) -> list[tuple]:
        """Keys of what fits, with their rank, best first."""
        keys = [str(key) for key in self.queryset.order_by().values_list("pk", flat=True)]
        kinds = get_descendants_content_types_pks(self.queryset.model)
        entries = IndexEntry.objects.filter(content_type__in=kinds, object_id__in=keys)
        vectors = [(F(name), counts) for name, counts in self.vectors.items()]
        whole = vectors[0][0]
        for vector, _ in vectors[1:]:
            whole = whole._combine(vector, "||", False)
        fitting = entries.annotate(whole=whole).filter(whole=self.build_tsquery(self.query, config=config))
        rank = self._build_rank_expression(vectors, config)
        return [
            (self.queryset.model._meta.pk.to_python(key), rank)
            for key, rank in fitting.annotate(rank=rank).order_by("-rank").values_list("object_id", "rank")
        ]


class _Searching(_KeysFirst, PostgresSearchQueryCompiler):
    vectors = {"title": F("title_norm"), "body": 1.0}


class _Completing(_KeysFirst, PostgresAutocompleteQueryCompiler):
    vectors = {"autocomplete": 1.0}


class _Index(PostgresIndex):
    """Weighs a title when its entry is written, and asks no other entry."""

    def _refresh_title_norms(self, full=False):
        """Wagtail's reads all titles of the installation after each save, to know how long they are on average."""

    def add_items(self, model, objs):
        objs = list(objs)
        super().add_items(model, objs)
        kinds = get_descendants_content_types_pks(model)
        written = self.entries.filter(content_type__in=kinds, object_id__in=[str(one.pk) for one in objs])
        written = written.annotate(words=Length("title")).filter(words__gt=0)
        written.update(title_norm=USUAL_TITLE / F("words"))


class SearchBackend(PostgresSearchBackend):
    """Named in WAGTAILSEARCH_BACKENDS where the database is PostgreSQL."""

    index_class = _Index
    query_compiler_class = _Searching
    autocomplete_query_compiler_class = _Completing
