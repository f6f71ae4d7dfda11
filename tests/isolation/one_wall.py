"""The walls, and how a test takes them away. In tests only: nothing in the product can switch one off.

The host is never taken away: it is what says to the other walls whose the request is.
"""

from contextlib import contextmanager

import pytest
from django.core.exceptions import FullResultSet
from wagtail.models import Collection

from cms.media import models as media
from cms.pages import models as pages
from cms.pages.permissions import PracticePagePermissionTester
from cms.site_pages.policies import PracticeSettingPolicy
from sites import doors, guard, lookups, own_references, policies, rules
from sites.auth import MembershipBackend
from sites.models import User, owned
from sites.scoping import across_practices, current_practice


def _yes(*args, **kwargs):
    return True


def without_managers(patch):
    """Default managers see every practice's rows, as Django's own would."""

    def everything(self, compiler, connection):
        raise FullResultSet

    patch.setattr(lookups.ScopeLookup, "as_sql", everything)


def without_policies(patch):
    """Whoever has signed in may do everything with everything."""
    patch.setattr(MembershipBackend, "has_perm", lambda self, user, perm, obj=None: user.is_active)
    patch.setattr(User, "can", _yes)
    patch.setattr(rules, "_is_here", _yes)
    for policy in (policies.PracticeModelPolicy, policies.OperatorPolicy):
        patch.setattr(policy, "user_has_permission", _yes)
        patch.setattr(policy, "user_has_permission_for_instance", _yes)
    patch.setattr(PracticeSettingPolicy, "user_has_any_permission_for_instance", _yes)
    patch.setattr(policies.PracticePagePolicy, "get_all_permissions_for_user", _page_grants)
    patch.setattr(policies._CollectionGrants, "get_all_permissions_for_user", _collection_grants)
    for name in vars(PracticePagePermissionTester):
        if name.startswith("can_"):
            patch.setattr(PracticePagePermissionTester, name, _yes)


def _page_grants(policy, user):
    with across_practices():
        root = pages.BasePage.objects.get(path=pages.ROOT_PATH)
    actions = ("add", "change", "lock", "unlock", "publish", "bulk_delete")
    return [policies.PageGrant(root, policies.GrantedPermission(f"{action}_basepage")) for action in actions]


def _collection_grants(policy, user):
    root, model = Collection.get_first_root_node(), policy.auth_model._meta.model_name
    actions = ("add", "change", "delete", "choose")
    return [policies.CollectionGrant(root, policies.GrantedPermission(f"{action}_{model}")) for action in actions]


def without_guard(patch):
    """What is saved, deleted or linked is not asked whose it is, and forms take every link."""
    patch.setattr(guard, "_is_ours_to_guard", lambda sender: False)
    patch.setattr(own_references, "missing", lambda references, owner: [])
    for module in (owned, pages, media):
        patch.setattr(module, "claim_for_scope", _claim)


def _claim(instance):
    if instance.practice_id is None:
        instance.practice = current_practice()


def without_doors(patch):
    """Every address that there is a view for is answered, whatever ids are in it."""
    patch.setattr(doors, "is_open", _yes)
    patch.setattr(doors, "has_place_here", _yes)
    patch.setattr(doors, "names_a_model_of_nobody", lambda kwargs: False)
    patch.setattr(doors, "models_of", lambda name, kwargs: [])


WALLS = {
    "managers": without_managers,
    "policies": without_policies,
    "guard": without_guard,
    "doors": without_doors,
}


@contextmanager
def only(*standing: str):
    """Take away all walls but these."""
    with pytest.MonkeyPatch.context() as patch:
        for name, take_away in WALLS.items():
            if name not in standing:
                take_away(patch)
        yield
