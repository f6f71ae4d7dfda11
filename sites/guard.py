"""The write guard: no row is saved, deleted or linked that belongs to, or points at, another practice.

It is the wall behind the walls. Forms offer only what is the practice's own, managers find nothing else; whatever gets
past them, by a forged field or by a mistake of ours, ends here. It listens to Django's signals, so it sees every save,
every deletion and every many-to-many row; ``QuerySet.update`` and ``bulk_create`` send none, and PostgreSQL's row
security is what holds there.
"""

from collections.abc import Iterable
from contextlib import suppress

from django.apps import apps
from django.core.exceptions import SuspiciousOperation
from django.db.models import Model
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from treebeard.mp_tree import MP_Node
from wagtail.log_actions import get_active_log_context

from .ownership import (
    About,
    Belonging,
    OfPerson,
    Shared,
    Through,
    Unclassified,
    Unused,
    as_key,
    belonging_of,
    is_owned,
    person_id_of,
    practice_id_of,
    practice_ids,
)
from .references import Reference, references_of
from .scoping import Kind, ScopeNotSet, current_scope


class OfAnotherPractice(SuspiciousOperation):
    """Something belongs to another practice. Django answers it with 400; it says nothing of what or whose."""

    def __init__(self):
        super().__init__("This belongs to another practice.")


# Written from other rows by Wagtail, in bulk; nothing in them is shown without asking for the row they are about.
DERIVED = {"wagtailcore.ReferenceIndex", "wagtailsearch.IndexEntry"}


def guard_save(sender, instance, raw=False, update_fields=None, **kwargs):
    """Before each save: whose row is it, whose was it, and whose is everything that it points at?"""
    if raw or not _is_ours_to_guard(sender):
        return
    belonging = belonging_of(sender)
    if isinstance(belonging, Unused | Shared):
        _keep_as_it_is(belonging)
    elif isinstance(belonging, OfPerson):
        _keep_to_people_here(instance)
    else:
        owner = _keep_own_row(instance)
        _keep_own_references(instance, owner, update_fields)
        if isinstance(instance, MP_Node) and isinstance(belonging, Through):
            _keep_own_place(instance, belonging.path, owner)


def guard_delete(sender, instance, **kwargs):
    """Before each deletion: a practice deletes its own rows only."""
    scope = current_scope()
    if scope.kind is not Kind.PRACTICE or not _is_ours_to_guard(sender) or not is_owned(sender):
        return
    if practice_ids(sender, [instance.pk]).get(instance.pk, scope.practice_id) != scope.practice_id:
        raise OfAnotherPractice


def guard_pairs(sender, instance, action, model, pk_set, **kwargs):
    """Before rows of a many-to-many relation are added: both sides belong to the same practice."""
    if action != "pre_add" or not pk_set or not _is_ours_to_guard(sender):
        return
    _keep_as_it_is(belonging_of(model))
    if is_owned(type(instance)):
        references = [Reference(model, str(pk), sender.__name__) for pk in pk_set]
        refuse_foreign(references, practice_id_of(instance))


def refuse_foreign(references: Iterable[Reference], owner: int | None):
    """Raise OfAnotherPractice when one of these points at what belongs to another practice than ``owner``."""
    if foreign(references, owner):
        raise OfAnotherPractice


def foreign(references: Iterable[Reference], owner: int | None) -> list[Reference]:
    """The references to things of another practice. One query for each kind of thing that is pointed at."""
    references = list(references)
    owners = _owners(references)
    return [one for one in references if owners.get((one.model, one.pk), owner) not in (owner, None)]


def missing(references: Iterable[Reference], owner: int) -> list[Reference]:
    """The references to things that this practice has not: gone, or another's, which is the same answer."""
    references = [one for one in references if is_owned(one.model)]
    owners = _owners(references)
    return [one for one in references if owners.get((one.model, one.pk)) != owner]


def _owners(references: list[Reference]) -> dict:
    """The practice of each thing that is pointed at, by model and key; things that are not there are left out."""
    by_model: dict[type[Model], set[str]] = {}
    for one in references:
        if is_owned(one.model):
            by_model.setdefault(one.model, set()).add(one.pk)
    return {
        (model, str(pk)): practice
        for model, keys in by_model.items()
        for pk, practice in practice_ids(model, _possible(model, keys)).items()
    }


def _possible(model, keys: set[str]) -> set:
    """Keys that can be one; others are nobody's."""
    return {key for text in keys if (key := as_key(model, text)) is not None}


def _is_ours_to_guard(sender) -> bool:
    """Not the historical models of migrations."""
    return sender._meta.apps is apps


def _keep_as_it_is(belonging: Belonging):
    """What all practices share is not changed from within one; what is not used is not begun by any request."""
    kind = current_scope().kind
    unused = isinstance(belonging, Unused) and kind in (Kind.PRACTICE, Kind.INSTALLATION)
    shared = isinstance(belonging, Shared) and kind is Kind.PRACTICE and not belonging.written
    if unused or shared:
        raise OfAnotherPractice


def _keep_to_people_here(instance):
    """Work in a practice changes the accounts and private rows of its own people only."""
    if current_scope().kind is not Kind.PRACTICE:
        return
    people = apps.get_model("practices", "User")
    person = person_id_of(instance)
    if person is None or people.objects.filter(pk=person).exists():
        return
    # A visitor is in no list of people; that they enter is noted all the same.
    visits = apps.get_model("visits", "OperatorVisit").everywhere.running()
    if not visits.filter(practice=current_scope().practice_id, operator=person).exists():
        raise OfAnotherPractice


def _keep_own_row(instance) -> int | None:
    """The practice that the row belongs to. Raises OfAnotherPractice, and ScopeNotSet where nobody named a scope."""
    scope, model = current_scope(), type(instance)
    if scope.kind is Kind.UNSET and model._meta.label not in BEFORE_ANY_SCOPE:
        raise ScopeNotSet
    owner = practice_id_of(instance)
    # A child row of a model with parents has its parent's key already when it is first saved.
    stored = practice_ids(model, [instance.pk]).get(instance.pk, owner) if instance.pk is not None else owner
    if stored != owner and stored is not None:
        raise OfAnotherPractice
    if scope.kind is Kind.PRACTICE and owner != scope.practice_id and not _is_new_and_nobodys(instance, owner):
        raise OfAnotherPractice
    return owner if owner is not None else scope.practice_id


# Who and where are looked up, and written, before there is a scope.
BEFORE_ANY_SCOPE = {"practices.Practice", "practices.PracticeHost", "practices.Membership", "practices.Invitation"}


def _is_new_and_nobodys(instance, owner) -> bool:
    """What a practice will point at (its site, its workflow), and notes about something that is gone already."""
    belonging = belonging_of(type(instance))
    concrete = isinstance(belonging, Through) and instance._meta.get_field(belonging.path.split("__")[0]).concrete
    return owner is None and instance._state.adding and not concrete


def _keep_own_references(instance, owner: int | None, update_fields):
    """Keys that have not changed were looked at when they were first stored, and what they name may be gone since."""
    if type(instance)._meta.label in DERIVED or owner is None:
        return
    references = list(references_of(instance, update_fields))
    belonging = belonging_of(type(instance))
    if isinstance(belonging, About):  # the object that it is about is what its owner was read from
        references = [one for one in references if one.field != belonging.content_type]
    refuse_foreign(references, owner)
    _refuse_strangers(instance, references, owner)


def _keep_own_place(page, path: str, owner: int | None):
    """A page hangs below pages of its own practice; a home page below the root, which is nobody's."""
    tree = page._meta.get_field("path").model
    above = tree._base_manager.filter(path=page.path[: -page.steplen]).values_list(path, flat=True).first()
    if above not in (None, owner):
        raise OfAnotherPractice


def _refuse_strangers(instance, references: list[Reference], owner: int):
    """Whoever is named in a row has a place in the practice, or was named there before they left."""
    people, members = apps.get_model("practices", "User"), apps.get_model("practices", "Membership")
    named = {one.pk: one.field for one in references if one.model is people}
    # A membership is what makes somebody known here; an operator's visit is about one.
    may_be_new = getattr(type(instance), "names_strangers", False)
    if not named or may_be_new or current_scope().kind is not Kind.PRACTICE:
        return
    here = members.everywhere.filter(practice=owner, user__in=named).values_list("user_id", flat=True)
    actor = getattr(get_active_log_context().user, "pk", None)  # an operator, when a practice is opened
    for pk in set(named) - {str(key) for key in (*here, actor)}:
        if not _was_named(instance, named[pk], pk):
            raise OfAnotherPractice


def _was_named(instance, field: str, pk: str) -> bool:
    """Whether the stored row, or the row that a revision is of, names this person in the same field already."""
    model, key = type(instance), instance.pk
    if hasattr(instance, "content_type_id") and field not in {each.name for each in model._meta.fields}:
        model, key = instance.content_type.model_class(), instance.object_id
    return key is not None and model._base_manager.filter(**{"pk": key, field: pk}).exists()


def start_guarding():
    """Called once, from SitesConfig.ready()."""
    pre_save.connect(guard_save, dispatch_uid="guard_save")
    m2m_changed.connect(guard_pairs, dispatch_uid="guard_pairs")
    for model in apps.get_models(include_auto_created=True):
        with suppress(Unclassified):  # which the system check says more kindly
            if model._meta.label not in DERIVED and is_owned(model):
                pre_delete.connect(guard_delete, sender=model, dispatch_uid=f"guard_delete_{model._meta.label}")
