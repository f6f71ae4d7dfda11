"""The rules dressed as Wagtail permission policies, registered in one place.

Wagtail's own policies read groups. Ours read the membership in the practice in scope: the same answers in Wagtail's
own shape (a "grant" looks like a GroupPagePermission), so that everything built on those classes goes on working.
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import AbstractPage, Collection, get_page_models
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .roles import GIVEN, Ability, roles_with
from .scoping import Kind, current_scope


@dataclass(frozen=True)
class GrantedPermission:
    """Stands where Wagtail expects a ``django.contrib.auth`` Permission."""

    codename: str


@dataclass(frozen=True)
class PageGrant:
    """May do this at this page and below it."""

    page: AbstractPage
    permission: GrantedPermission

    @property
    def page_id(self):
        return self.page.pk


@dataclass(frozen=True)
class CollectionGrant:
    """May do this in this collection and below it."""

    collection: Collection
    permission: GrantedPermission

    @property
    def collection_id(self):
        return self.collection.pk


# Wagtail's page actions, by the ability that brings them.
PAGE_ACTIONS = {
    Ability.EDIT: ("add", "change", "lock", "unlock"),
    Ability.PUBLISH: ("publish", "bulk_delete"),
}
# Wagtail's actions on pictures and documents. With "add" one also changes what one added oneself.
MEDIA_ACTIONS = {
    Ability.WRITE: ("add", "choose"),
    Ability.EDIT: ("change",),
}
COLLECTION_ACTIONS = {Ability.EDIT: ("add", "change", "delete")}


def actions_of(user, table) -> set[str]:
    """The actions that the person's abilities bring, by one of the tables above."""
    return {action for ability, actions in table.items() if user.can(ability) for action in actions}


def people_with(ability: Ability):
    """People of the practice in scope who have the ability, as a queryset."""
    scope = current_scope()
    people = get_user_model().objects.filter(is_active=True)
    if scope.kind is not Kind.PRACTICE:
        return people.none()
    able = Q(memberships__role__in=roles_with(ability))
    if ability in GIVEN:
        able |= Q(**{f"memberships__{GIVEN[ability]}": True})
    return people.filter(able, memberships__practice=scope.practice_id)


class PracticePagePolicy(PagePermissionPolicy):
    """Pages: grants at the practice's home, and for practitioners at the pages that are open to them."""

    def get_all_permissions_for_user(self, user):
        if not user.is_authenticated or user.role is None:
            return []
        scope = current_scope()
        home = scope.practice.site.root_page
        grants = [
            PageGrant(home, GrantedPermission(self._get_permission_codename(action)))
            for action in sorted(actions_of(user, PAGE_ACTIONS))
        ]
        if not grants and user.can(Ability.WRITE):
            add = GrantedPermission(self._get_permission_codename("add"))
            grants = [PageGrant(page, add) for page in self._pages_open_to_practitioners()]
        return grants

    def _pages_open_to_practitioners(self):
        models = [model for model in get_page_models() if getattr(model, "open_to_practitioners", False)]
        return self.model.base_page_model.objects.type(*models) if models else []

    def users_with_any_permission(self, actions, include_superusers=True):
        return people_with(Ability.WRITE if set(actions) <= {"add", "change"} else Ability.PUBLISH)

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        return people_with(Ability.EDIT if set(actions) <= {"add", "change", "lock", "unlock"} else Ability.PUBLISH)


class _CollectionGrants:
    """Grants at the practice's own collection, for Wagtail's collection policies."""

    actions = MEDIA_ACTIONS

    def get_all_permissions_for_user(self, user):
        if not user.is_authenticated or user.role is None:
            return []
        collection = current_scope().practice.collection
        model = self.auth_model._meta.model_name
        return [
            CollectionGrant(collection, GrantedPermission(f"{action}_{model}"))
            for action in sorted(actions_of(user, self.actions))
        ]

    def _users_with_perm(self, actions, collection=None):
        return people_with(Ability.WRITE)


class PracticeMediaPolicy(_CollectionGrants, CollectionOwnershipPermissionPolicy):
    """Pictures and documents: everybody adds and uses them; editors change those of others."""

    permission_cache_name = ""  # pictures and documents differ in their codenames; the role is cached on the person


class PracticeCollectionPolicy(_CollectionGrants, CollectionManagementPermissionPolicy):
    """Folders for pictures and documents, below the practice's own."""

    permission_cache_name = ""
    actions = COLLECTION_ACTIONS

    def _descendants_with_perm(self, user, action):
        """Folders that can be deleted: Wagtail would ask groups, and the practice's own folder stays."""
        return self._collections_with_perm(user, [action]).exclude(practice__isnull=False)


class PracticeModelPolicy(ModelPermissionPolicy):
    """Anything else that a practice owns: the model's ``needs`` table names the ability for each action."""

    def user_has_permission(self, user, action):
        if not user.is_authenticated:
            return False
        ability = self.model.needs.get(action)
        return ability is not None and user.can(ability)

    def user_has_permission_for_instance(self, user, action, instance):
        return instance.practice_id == current_scope().practice_id and self.user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        needs = [self.model.needs[action] for action in actions if action in self.model.needs]
        return people_with(needs[0]) if needs else get_user_model().objects.none()


class OperatorPolicy(ModelPermissionPolicy):
    """What only an operator touches, at the installation's own host. A practice is closed, never deleted."""

    def user_has_permission(self, user, action):
        return action != "delete" and user.is_active and user.is_superuser

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_superuser=True, is_active=True)


def register_policies():
    """Called once, from SitesConfig.ready(). Pictures and documents follow in cms/media/apps.py."""
    from .models import Practice

    register_permission_policy(AbstractPage, PracticePagePolicy())
    register_permission_policy(Collection, PracticeCollectionPolicy(Collection))
    register_permission_policy(Practice, OperatorPolicy(Practice))
    for model in apps.get_models():
        # Settings have brought a policy with their class; the last registration would win over it.
        if hasattr(model, "needs") and policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, PracticeModelPolicy(model))
