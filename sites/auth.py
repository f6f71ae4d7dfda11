"""Sign-in by e-mail address, and Django's ``has_perm`` answered from the membership in the practice in scope."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from .scoping import Kind, current_scope


class MembershipBackend(BaseBackend):
    """One account for all of a person's practices; it is asked for at the installation's own host only."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        address = email or username
        if not address or password is None or current_scope().kind is Kind.PRACTICE:
            return None
        people = get_user_model()
        user = people.everyone.with_email(address)
        if user is None:
            people().set_password(password)  # as long as a real check, so that time tells nothing
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        """Nobody: who a session belongs to depends on its host, which sites/signin/sessions.py looks at."""
        return None

    def has_perm(self, user_obj, perm, obj=None):
        """``app_label.action_model`` for what a practice owns, and the way into the admin."""
        if not user_obj.is_active:
            return False
        if current_scope().kind is not Kind.PRACTICE:
            return user_obj.is_superuser
        if user_obj.role is None:
            return False
        if perm == "wagtailadmin.access_admin":
            return True
        app_label, _, codename = perm.partition(".")
        action, _, model_name = codename.partition("_")
        try:
            needs = getattr(apps.get_model(app_label, model_name), "needs", {})
        except LookupError:
            return False
        return action in needs and user_obj.can(needs[action])

    def has_module_perms(self, user_obj, app_label):
        return False
