"""Sign-in by e-mail address, and Django's ``has_perm`` answered from the membership in the practice in scope."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend

from . import rules
from .scoping import Kind, current_practice, current_scope


class MembershipBackend(BaseBackend):
    """Somebody without a place here is told no more than at a wrong password."""

    def authenticate(self, request, username=None, password=None, email=None, **kwargs):
        people = get_user_model()
        address = email or username
        if not address or password is None:
            return None
        user = people.everyone.with_email(address)
        if user is None:
            people().set_password(password)  # as long as a real check, so that time tells nothing
            return None
        fits = user.check_password(password)
        return user if fits and self._has_place(user) else None

    def get_user(self, user_id):
        """The person of a session. A membership that has ended ends the session with it."""
        user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
        return user or self._visitor(user_id)

    @staticmethod
    def _visitor(user_id):
        """An operator whose visit to the practice in scope is running. Visitors are in no list of people."""
        practice = current_practice()
        if practice is None:
            return None
        operator = get_user_model().everyone.filter(pk=user_id, is_superuser=True, is_active=True).first()
        return operator if operator and rules.may_enter(operator, practice) else None

    @staticmethod
    def _has_place(user) -> bool:
        practice = current_practice()
        if practice is not None:
            return rules.may_enter(user, practice)
        return user.is_active and get_user_model().objects.filter(pk=user.pk).exists()

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
