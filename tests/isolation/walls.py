"""The walls, and how a test takes each of them away. In tests only: nothing in the product can switch one off."""

from importlib import import_module

from django.core.exceptions import FullResultSet
from wagtail.models import Collection

from cms.pages import models as pages
from cms.pages.permissions import PracticePagePermissionTester
from sites import lookups, policies, rules
from sites.auth import MembershipBackend
from sites.doors import DoorMiddleware
from sites.models import User
from sites.scoping import across_practices, current_practice


def without_scoped_managers(patch):
    """Default managers see every practice's rows, as Django's own would."""

    def everything(self, compiler, connection):
        raise FullResultSet

    patch.setattr(lookups.ScopeLookup, "as_sql", everything)


def without_policies(patch):
    """Whoever has signed in may do everything with everything."""

    def yes(*args, **kwargs):
        return True

    patch.setattr(MembershipBackend, "has_perm", lambda self, user, perm, obj=None: user.is_active)
    patch.setattr(User, "can", yes)
    patch.setattr(rules, "_is_here", yes)
    for policy in (policies.PracticeModelPolicy, policies.OperatorPolicy):
        patch.setattr(policy, "user_has_permission", yes)
        patch.setattr(policy, "user_has_permission_for_instance", yes)
    patch.setattr(policies.PracticePagePolicy, "get_all_permissions_for_user", _page_grants_at_the_root)
    patch.setattr(policies._CollectionGrants, "get_all_permissions_for_user", _collection_grants_at_the_root)
    for name in vars(PracticePagePermissionTester):
        if name.startswith("can_"):
            patch.setattr(PracticePagePermissionTester, name, yes)


def _page_grants_at_the_root(policy, user):
    if not user.is_authenticated:
        return []
    with across_practices():
        root = pages.BasePage.objects.get(path=pages.ROOT_PATH)
    actions = ("add", "change", "lock", "unlock", "publish", "bulk_delete")
    return [policies.PageGrant(root, policies.GrantedPermission(f"{action}_basepage")) for action in actions]


def _collection_grants_at_the_root(policy, user):
    if not user.is_authenticated:
        return []
    root, model = Collection.get_first_root_node(), policy.auth_model._meta.model_name
    actions = ("add", "change", "delete", "choose")
    return [policies.CollectionGrant(root, policies.GrantedPermission(f"{action}_{model}")) for action in actions]


def without_claims(patch):
    """What is saved is given to the practice in scope, but never refused."""

    def give(instance):
        if instance.practice_id is None:
            instance.practice = current_practice()

    for name in ("sites.models.owned", "cms.pages.models", "cms.media.models"):
        patch.setattr(import_module(name), "claim_for_scope", give)


def without_guard(patch):
    """The write guard does not look (sites/guard.py)."""
    patch.setattr("sites.guard._is_ours_to_guard", lambda sender: False)


def without_doors(patch):
    """Every view is open whose address is known, with any id (sites/doors.py)."""
    patch.setattr(DoorMiddleware, "process_view", lambda self, request, view, args, kwargs: None)


WALLS = {
    "scoped managers": without_scoped_managers,
    "policies": without_policies,
    "claims": without_claims,
    "write guard": without_guard,
    "reviewed doors": without_doors,
}
