"""Who may change the practice's look and menus: its owner, at its own address."""

from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy

from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import Kind, current_scope


class PracticeSettingPolicy(SitePermissionPolicy):
    """Wagtail's settings are kept by site; a practice's site is the only one its owner has."""

    def get_all_permissions_for_user(self, user):
        return []

    def user_has_any_permission(self, user, actions):
        return user.is_authenticated and user.can(Ability.CONFIGURE)

    def users_with_any_permission(self, actions):
        return people_with(Ability.CONFIGURE)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        site_id = instance.pk if isinstance(instance, Site) else instance.site_id
        here = current_scope()
        return (
            here.kind is Kind.PRACTICE
            and site_id == here.practice.site_id
            and self.user_has_any_permission(user, actions)
        )

    def sites_user_has_any_permission_for(self, user, actions):
        if not self.user_has_any_permission(user, actions):
            return Site.objects.none()
        return Site.objects.filter(pk=current_scope().practice.site_id)

    def users_with_any_permission_for_instance(self, actions, instance):
        return self.users_with_any_permission(actions)
