"""To which practice does any row belong? One answer for every model; ``manage.py check`` names those without one.

A model of ours that has a ``practice`` belongs to that. One that has none says by which path of fields its practice
is reached (``practice_path``), whose private row it is (``person_path``), or that its rows belong to nobody in
particular (``belongs_to_nobody``, with the reason). The models of Wagtail and Django stand in the tables below. The
write guard, the doors of the admin and PostgreSQL's row security all ask here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import IntegerField, Model, OuterRef, Subquery
from django.db.models.functions import Substr

from .scoping import across_practices

MOST_DIGITS = 19  # of a number that fits into 64 bits


class Unclassified(LookupError):
    """Nobody has said to whom the rows of a model belong."""

    def __init__(self, model):
        super().__init__(
            f"Nobody has said to whom the rows of {model._meta.label} belong. Give it a practice (PracticeOwned), a "
            "practice_path, a person_path, or belongs_to_nobody with a reason; others' go into sites/ownership.py."
        )


@dataclass(frozen=True)
class Through:
    """Belongs to the practice at the end of a path of fields, e.g. ``page__practice``."""

    path: str


@dataclass(frozen=True)
class About:
    """Belongs to the practice of the object that a content type and an id name."""

    content_type: str
    object_id: str


@dataclass(frozen=True)
class InTree:
    """Belongs to the practice whose collection the row is, or is below."""


@dataclass(frozen=True)
class OfPerson:
    """Belongs to a person, who may have a place in several practices."""

    path: str


@dataclass(frozen=True)
class Shared:
    """Belongs to nobody in particular. ``written``: work in a practice may write rows all the same."""

    why: str
    written: bool = False


@dataclass(frozen=True)
class Unused:
    """A table of Wagtail's that stays as the migrations left it, because the product does this another way."""

    instead: str


Belonging = Through | About | InTree | OfPerson | Shared | Unused

GROUPS = "permissions follow from membership (docs/decisions/0003)"
OF_OTHERS: dict[str, Belonging] = {
    "wagtailcore.Site": Through("practice"),
    "wagtailcore.Workflow": Through("practice"),
    "wagtailcore.WorkflowTask": Through("workflow__practice"),
    "wagtailcore.WorkflowPage": Through("workflow__practice"),
    "wagtailcore.WorkflowState": Through("workflow__practice"),
    "wagtailcore.TaskState": Through("workflow_state__workflow__practice"),
    "wagtailcore.PageViewRestriction": Through("page__practice"),
    "wagtailcore.PageSubscription": Through("page__practice"),
    "wagtailcore.PageLogEntry": Through("page__practice"),
    "wagtailcore.Comment": Through("page__practice"),
    "wagtailcore.CommentReply": Through("comment__page__practice"),
    "wagtailcore.Collection": InTree(),
    "wagtailcore.Revision": About("base_content_type", "object_id"),
    "wagtailcore.ReferenceIndex": About("base_content_type", "object_id"),
    "wagtailadmin.EditingSession": About("content_type", "object_id"),
    "wagtailsearch.IndexEntry": About("content_type", "object_id"),
    "practices.User": OfPerson("id"),
    "account.EmailAddress": OfPerson("user"),
    "account.EmailConfirmation": OfPerson("email_address__user"),
    "mfa.Authenticator": OfPerson("user"),
    "wagtailcore.UploadedFile": OfPerson("uploaded_by_user"),
    "wagtailadmin.FormState": OfPerson("user"),
    "wagtailusers.UserProfile": OfPerson("user"),
    "contenttypes.ContentType": Shared("names models", written=True),
    "sessions.Session": Shared("a browser's; its own keys say for which practice", written=True),
    "django_tasks_database.DBTaskResult": Shared("the queue; each task names its practice", written=True),
    "wagtailsearch.SQLiteFTSIndexEntry": Shared("a part of IndexEntry without keys of its own", written=True),
    "practices.ShownChange": Shared("numbers, read by every process for all practices at once", written=True),
    "auth.Permission": Shared("names what can be done to a model"),
    "wagtailcore.Locale": Shared("the one language of the admin"),
    "wagtailcore.Task": Shared("one step serves all practices (docs/decisions/0003)"),
    "wagtailembeds.Embed": Unused("nothing is fetched from anywhere"),
    "wagtailadmin.Admin": Unused("it is no table, but a name for a permission"),
    "auth.Group": Unused(GROUPS),
    "wagtailcore.GroupPagePermission": Unused(GROUPS),
    "wagtailcore.GroupCollectionPermission": Unused(GROUPS),
    "wagtailcore.GroupSitePermission": Unused(GROUPS),
    "wagtailcore.GroupApprovalTask": Unused(GROUPS),
    "wagtailcore.WorkflowContentType": Unused("a workflow for a model would be one for all practices"),
    "wagtailcore.CollectionViewRestriction": Unused("documents ask the pages they are used on"),
    "wagtailcore.APIToken": Unused("Wagtail's interfaces for programs are off"),
    "wagtailcore.ModelLogEntry": About("content_type", "object_id"),
    "wagtailimages.Image": Unused("media.PracticeImage"),
    "wagtailimages.Rendition": Unused("media.PracticeRendition"),
    "wagtaildocs.Document": Unused("media.PracticeDocument"),
    "taggit.Tag": Unused("media.PracticeTag"),
    "taggit.TaggedItem": Unused("media.PracticeTag"),
}


@cache
def belonging_of(model: type[Model]) -> Belonging:
    """To whom the rows of a model belong. Raises Unclassified."""
    model = model._meta.concrete_model
    fields = {field.name for field in model._meta.get_fields()}
    if why := getattr(model, "belongs_to_nobody", ""):
        return Shared(why)
    if path := getattr(model, "practice_path", ""):
        return Through(path)
    if path := getattr(model, "person_path", ""):
        return OfPerson(path)
    for known in [model, *model._meta.get_parent_list()]:
        if known._meta.label in OF_OTHERS:
            return OF_OTHERS[known._meta.label]
    if "practice" in fields:
        return Through("practice")
    if model._meta.auto_created:
        return _of_a_pair(model)
    return _of_a_child(model)


def _of_a_pair(model) -> Belonging:
    """The row of a many-to-many relation belongs with the side that declares the relation."""
    owner = model._meta.auto_created
    side = next(field for field in model._meta.fields if field.related_model is owner)
    return _continued(side.name, belonging_of(owner))


def _of_a_child(model) -> Belonging:
    """What is edited within something else (Wagtail's ParentalKey) belongs with it."""
    for field in model._meta.fields:
        if type(field).__name__ == "ParentalKey":
            return _continued(field.name, belonging_of(field.related_model))
    raise Unclassified(model)


def _continued(step: str, belonging: Belonging) -> Belonging:
    if isinstance(belonging, Through | OfPerson):
        return type(belonging)(f"{step}__{belonging.path}")
    return belonging


def is_owned(model: type[Model]) -> bool:
    """Whether each row of the model belongs to one practice."""
    return isinstance(belonging_of(model), Through | About | InTree)


def as_key(model: type[Model], text: str):
    """What was typed or sent as a key, the way the model keeps its keys; None for what can be none of them."""
    field = model._meta.pk
    while field.remote_field:
        field = field.target_field
    if isinstance(field, IntegerField) and not (text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS):
        return None
    try:
        return field.to_python(text)
    except ValidationError:
        return None


@across_practices()
def practice_ids(model: type[Model], ids: Iterable) -> dict:
    """The practice of each of these rows, by the row's id; rows that are not there are left out.

    None stands for rows of no practice, such as the root of the page tree. One query for most models; another one
    for each kind of thing that the rows are about. Asked across practices: row security would hide whose they are.
    """
    ids = set(ids)
    belonging = belonging_of(model)
    rows = model._base_manager.filter(pk__in=ids)
    if isinstance(belonging, Through):
        return dict(rows.values_list("pk", belonging.path))
    if isinstance(belonging, InTree):
        return _practices_of_collections(rows)
    if isinstance(belonging, About):
        return _practices_of_subjects(rows.values_list("pk", belonging.content_type, belonging.object_id))
    return dict.fromkeys(rows.values_list("pk", flat=True))


def _practices_of_collections(rows) -> dict:
    """A practice's collection is a child of the root; its folders lie below it. One question."""
    collections = rows.model._base_manager
    top = collections.filter(path=Substr(OuterRef("path"), 1, 2 * rows.model.steplen)).values("practice")[:1]
    return dict(rows.values_list("pk", Subquery(top)))


def _practice_at(collection: type[Model], path: str) -> int | None:
    """The practice that a place in the tree of collections belongs to, whether something stands there yet or not."""
    top = path[: 2 * collection.steplen]
    return collection._base_manager.filter(path=top).values_list("practice", flat=True).first()


def _practices_of_subjects(rows) -> dict:
    rows = list(rows)
    by_type: dict[int, set] = {}
    for _, type_id, object_id in rows:
        by_type.setdefault(type_id, set()).add(object_id)
    found = {}
    for type_id, object_ids in by_type.items():
        model = ContentType.objects.get_for_id(type_id).model_class()
        known = practice_ids(model, object_ids) if model else {}
        found.update({(type_id, str(pk)): practice for pk, practice in known.items()})
    return {pk: found.get((type_id, str(object_id))) for pk, type_id, object_id in rows}


@across_practices()
def practice_id_of(instance: Model) -> int | None:
    """The practice that an object in memory belongs to, saved or not; None where it belongs to none yet."""
    belonging = belonging_of(type(instance))
    if isinstance(belonging, Through):
        return _at_the_end_of(instance, belonging.path)
    if isinstance(belonging, InTree):
        return _practice_at(type(instance), instance.path) if instance.path else None
    if isinstance(belonging, About):
        field = instance._meta.get_field(belonging.content_type)
        row = (0, getattr(instance, field.attname), getattr(instance, belonging.object_id))
        return _practices_of_subjects([row])[0] if row[1] else None
    return None


def person_id_of(instance: Model) -> int | None:
    """The person whose private row this is."""
    path = belonging_of(type(instance)).path
    return instance.pk if path == "id" else _at_the_end_of(instance, path)


def _at_the_end_of(instance, path: str) -> int | None:
    """Follow a path of fields through objects at hand; where one is not loaded, the database is asked once."""
    step, _, rest = path.partition("__")
    field = instance._meta.get_field(step)
    if not rest and field.concrete:
        return getattr(instance, field.attname)
    if not field.concrete:  # Site and Workflow, which their practice points at
        rows = field.related_model._base_manager.filter(**{field.field.name: instance.pk})
        return rows.values_list("pk", flat=True).first() if instance.pk else None
    target = field.get_cached_value(instance, default=None)
    if target is not None:
        return _at_the_end_of(target, rest)
    key = getattr(instance, field.attname)
    if key is None:
        return None
    return field.related_model._base_manager.filter(pk=key).values_list(rest, flat=True).first()
