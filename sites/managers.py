"""Managers that see only what belongs to the practice in scope."""

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

from .scoping import across_practices


class ScopedManager(models.Manager):
    """Rows of the practice in scope; raises ScopeNotSet where nobody named one."""

    def get_queryset(self):
        return super().get_queryset().filter(practice__in_scope=True)


class PeopleManager(BaseUserManager):
    """People who have a place in the practice in scope."""

    def get_queryset(self):
        return super().get_queryset().filter(pk__has_place_here=True)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class EveryoneManager(BaseUserManager):
    """Every account of the installation: for sign-in and invitations, which look before a scope exists."""

    def create_user(self, email: str, password: str | None = None, **fields):
        """Create an account. Without a password nobody can sign in until one is chosen.

        Raises ValueError when the e-mail address is missing.
        """
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        with across_practices():  # nobody has a place anywhere yet
            user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """Create an operator of the installation."""
        return self.create_user(email, password, is_superuser=True, **fields)

    def with_email(self, email: str):
        """The account with this address, or None. Upper and lower case are the same."""
        with across_practices():  # within a practice the database shows its own people only
            return self.filter(email__iexact=email.strip()).first()
