"""Differences between the fields of two versions of a page, under the names that people know."""

from difflib import SequenceMatcher

from django.db import models
from django.utils import formats, timezone
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from .changes import Change, Kind, Nature
from .texts import Fragment, Mark
from .values import Place, exchanged, rich_text_detail, switched, words_detail

# Of the tree and of Wagtail's own keeping; nobody writes them in the editor.
NOT_WRITTEN = {
    "path", "depth", "numchild", "content_type", "owner", "alias_of", "first_published_at", "show_in_menus",
}  # fmt: skip
# Filled in by themselves when a page goes live: the version that was approved does not have them yet.
FILLED_IN = {"published_at"}
# Shown in this order, before everything else.
FIRST = ("title", "introduction", "listing_image", "picture_caption")
# Where the editor's words differ from the field's name.
WORDS = {
    "slug": "address",
    "seo_title": "title for search engines",
    "search_description": "description for search engines",
    "go_live_at": "moment of going live",
    "expire_at": "moment of being withdrawn",
}


def changes_of_fields(before, after, names) -> list[Change]:
    """Each field and each list of related things that differs; bodies are compared elsewhere."""
    found = []
    for field in _written(type(after)):
        at = Place([field.name], [])
        details = tuple(_differences(field, before, after, at, names))
        if details:
            found.append(Change((Kind.CHANGED,), field.name, WORDS.get(field.name) or name_of(field), details=details))
    return found


def _written(model):
    """What people write of such a page besides its bodies."""
    fields = [field for field in model._meta.get_fields() if _is_written(field)]
    fields.sort(key=lambda field: FIRST.index(field.name) if field.name in FIRST else len(FIRST))
    return [*fields, *(relation for relation in get_all_child_relations(model) if _is_list(relation))]


def _is_written(field) -> bool:
    is_own = isinstance(field, (models.Field, models.ManyToManyField)) and not field.primary_key and field.editable
    return is_own and not field.auto_created and field.name not in NOT_WRITTEN and not isinstance(field, StreamField)


def _is_list(relation) -> bool:
    """Lists that somebody orders in the editor, not Wagtail's remarks and subscriptions."""
    return issubclass(relation.related_model, Orderable)


def name_of(field) -> str:
    """A field's name; of a list what it is called on the page."""
    return str(field.verbose_name) if isinstance(field, models.Field) else field.name.replace("_", " ")


def _differences(field, before, after, at, names):
    if not isinstance(field, models.Field):
        yield from _lists(at, field, before, after, names)
    elif field.many_to_many:
        sides = ([one.pk for one in getattr(page, field.name).all()] for page in (before, after))
        # In no order: readers see topics as the pages are ordered.
        yield from _named(at, *(sorted(side) for side in sides), lambda pk: names.of(field.related_model, pk))
    elif field.is_relation:
        sides = (getattr(page, field.attname) for page in (before, after))
        yield from _exchanged_when_different(at, Nature.CHOICE, *sides, lambda pk: names.of(field.related_model, pk))
    else:
        yield from _values(at, field, getattr(before, field.name), getattr(after, field.name))


def _exchanged_when_different(at, nature, before, after, words=str):
    """One thing for another, said by ``words``."""
    if before != after:
        yield from exchanged(at, nature, *("" if value in (None, "") else words(value) for value in (before, after)))


def _values(at, field, before, after):
    if before == after or not (before or after) or (field.name in FILLED_IN and not before):
        return
    if isinstance(field, models.BooleanField):
        yield from switched(at, before, after)
    elif isinstance(field, RichTextField):
        yield rich_text_detail(at, before, after)
    elif isinstance(field, (models.CharField, models.TextField)) and not field.choices and field.name != "slug":
        yield words_detail(at, before, after)
    else:
        # A version keeps moments to the millisecond, the page to the microsecond: what is shown is compared.
        sides = ("" if value in (None, "") else shown(field, value) for value in (before, after))
        yield from _exchanged_when_different(at, Nature.SETTING, *sides)


def shown(field, value) -> str:
    """A value as the editor shows it; moments in the time zone that is active."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return formats.date_format(value, "j F Y")
    return str(value)


def _lists(at, relation, before, after, names):
    """A list of related things, such as authors: of each the first thing that it names."""
    key = next(field for field in relation.related_model._meta.fields if _is_named(field, relation))
    sides = ([getattr(row, key.attname) for row in _rows(page, relation)] for page in (before, after))
    yield from _named(at, *sides, lambda pk: names.of(key.related_model, pk) if key.is_relation else pk)


def _is_named(field, relation) -> bool:
    is_own = field.editable and not field.primary_key and field.name != "sort_order"
    return is_own and field is not relation.field


def _rows(page, relation):
    return getattr(page, relation.get_accessor_name()).all()


def _named(at, before, after, words):
    """Two lists of things, one by one; their order counts."""
    if before == after:
        return
    fragments = []
    for step, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        sides = [(Mark.KEPT, after[c:d])] if step == "equal" else [(Mark.GONE, before[a:b]), (Mark.NEW, after[c:d])]
        fragments += [Fragment(mark, Listed([words(key) for key in keys])) for mark, keys in sides if keys]
    yield at.detail(Nature.CHOICE, *fragments)


class Listed:
    """Names with commas between them, looked up when they are shown."""

    def __init__(self, names):
        self._names = names

    def __str__(self):
        return ", ".join(str(name) for name in self._names)
