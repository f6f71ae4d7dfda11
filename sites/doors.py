"""The doors: every address that is answered, where, and whose the ids in it must be.

A view that stands in no table does not exist: it answers 404 on every host, and ``manage.py check`` fails until
somebody has looked at it and put it either here or among the closed ones. Packages above add their own doors.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from fnmatch import fnmatchcase

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLResolver

from .ownership import About, as_key, belonging_of, is_owned, practice_ids
from .scoping import Kind, current_scope


class At(StrEnum):
    """At which hosts a door is."""

    PRACTICE = "practice"
    INSTALLATION = "installation"
    BOTH = "both"


PAGE = settings.WAGTAIL_PAGE_MODEL
PICTURE, DOCUMENT = settings.WAGTAILIMAGES_IMAGE_MODEL, settings.WAGTAILDOCS_DOCUMENT_MODEL
# Ids in addresses, by the argument's name: of which model they are. The same names mean the same everywhere.
IDS = {
    "page_id": PAGE,
    "parent_page_id": PAGE,
    "page_to_move_id": PAGE,
    "destination_id": PAGE,
    "page_view_restriction_id": "wagtailcore.PageViewRestriction",
    "revision_id": "wagtailcore.Revision",
    "revision_id_a": "wagtailcore.Revision",
    "revision_id_b": "wagtailcore.Revision",
    "task_state_id": "wagtailcore.TaskState",
    "workflow_state_id": "wagtailcore.WorkflowState",
    "session_id": "wagtailadmin.EditingSession",
    "image_id": PICTURE,
    "document_id": DOCUMENT,
    "doc_id": DOCUMENT,
}
# Words that stand where an id may stand: the live version, the one before, the newest.
NO_IDS = {"live", "earliest", "latest", "0"}

NOBODYS = 0  # no row has this number
NAMED_BESIDE = "the model that the same address names"

_doors: dict[str, tuple[At, dict[str, str]]] = {}
_closed: dict[str, str] = {}
_checks: dict[str, Callable[[object, object], bool]] = {}


def open_doors(names: Iterable[str], at: At = At.PRACTICE, **ids: str):
    """These views are answered. ``ids`` names the model of arguments that ``IDS`` does not know ("" for none)."""
    for name in names:
        _doors[name] = (at, ids)


def close_doors(names: Iterable[str], why: str):
    """These views were looked at and are not offered; "*" stands for the rest of a name."""
    for name in names:
        _closed[name] = why


def check_argument(name: str, may_have: Callable[[object, object], bool]):
    """Ids that no practice owns are asked about by ``may_have(user, id)``."""
    _checks[name] = may_have


def is_known(name: str) -> bool:
    """Whether somebody has looked at the view."""
    return name in _doors or any(fnmatchcase(name, pattern) for pattern in _closed)


def is_open(name: str) -> bool:
    """Whether the view is answered in the scope that is in force."""
    at, _ = _doors.get(name, (None, None))
    kind = current_scope().kind
    if kind is Kind.PRACTICE:
        return at in (At.PRACTICE, At.BOTH)
    if kind is Kind.INSTALLATION:
        return at in (At.INSTALLATION, At.BOTH)
    return at is At.BOTH  # health is asked for without any host


def leads_somewhere(address: str) -> bool:
    """Whether an address of the admin is answered here; what is no address of ours is let be."""
    try:
        return is_open(resolve(str(address)).view_name)
    except Resolver404:
        return True


def models_of(name: str, kwargs: dict) -> list[tuple[str, str]]:
    """Model and id, for each id in an address."""
    _, ids = _doors[name]
    known = {**IDS, **ids}
    if ids.get("object_id") == NAMED_BESIDE:
        known["object_id"] = f"{kwargs['app_label']}.{kwargs['model_name']}"
    return [(known[key], str(value)) for key, value in kwargs.items() if known.get(key) and value not in NO_IDS]


def names_a_model_of_nobody(kwargs: dict) -> bool:
    """Whether an address names a model by its app, and it is one whose rows no practice owns."""
    app_label = kwargs.get("app_label") or kwargs.get("app_name") or kwargs.get("content_type_app_name")
    model_name = kwargs.get("model_name") or kwargs.get("content_type_model_name")
    if not (app_label and model_name):
        return False
    try:
        return not is_owned(apps.get_model(app_label, model_name))
    except LookupError:
        return True


def has_place_here(model_name: str, key: str) -> bool:
    """Whether there is a row with this id in the practice in scope. One question for foreign and missing ids alike."""
    model, practice = apps.get_model(model_name), current_scope().practice_id
    pk = as_key(model, key)
    if None in (pk, practice):
        return False
    owners = practice_ids(model, [pk])
    if not owners and isinstance(belonging_of(model), About):
        practice_ids(apps.get_model(PAGE), [NOBODYS])  # as much as is asked about what there is
    return owners.get(pk) == practice


class DoorMiddleware:
    """Answers 404 for views that nobody reviewed, and for ids that are not the practice's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if not is_open(name) or names_a_model_of_nobody(kwargs):
            raise Http404
        # Whoever is not signed in is led to the sign-in by the view, whatever the id: an answer here would count them.
        if request.path.startswith("/admin/") and not request.user.is_authenticated:
            return
        if current_scope().kind is Kind.PRACTICE and not all(has_place_here(*row) for row in models_of(name, kwargs)):
            raise Http404
        if not all(_checks[key](request.user, value) for key, value in kwargs.items() if key in _checks):
            raise Http404


def names_of_urls(patterns=None, namespaces=()) -> Iterable[tuple[str, str]]:
    """The name and the path of every address that the URLconf knows."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from names_of_urls(pattern.url_patterns, inner)
        else:
            yield ":".join([*namespaces, pattern.name or ""]), str(pattern.pattern)
