"""A sign-in, the practices it has entered, and the tickets that lead there."""

import uuid

from django.conf import settings
from django.db import models

from ..managers import ScopedManager


class SignIn(models.Model):
    """One person signed in in one browser, at the installation's own host. Deleting it ends every session of it."""

    person_path = "user"

    # Shown on the person's own list; a number that counts up would tell how many there are.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins")
    browser = models.CharField(max_length=60, help_text="The browser's family in words, never its whole name.")
    address = models.CharField(max_length=50, help_text="The network, without the part that names one machine.")
    used_second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now_add=True, help_text="Accurate to five minutes.")

    class Meta:
        ordering = ["-last_seen_at"]
        verbose_name = "sign-in"

    def __str__(self):
        return f"{self.browser}, {self.address}"


class Entry(models.Model):
    """A session at one practice's address, a child of a sign-in."""

    person_path = "sign_in__user"

    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="entries")
    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager()
    # The person's own list and the ending of sign-ins name all of a person's practices.
    everywhere = models.Manager()

    class Meta:
        verbose_name = "session at a practice"
        verbose_name_plural = "sessions at practices"

    def __str__(self):
        return f"{self.sign_in_id} at {self.practice_id}"


class Ticket(models.Model):
    """Leads a sign-in into one practice's address: once, within seconds, in the browser that asked for it."""

    person_path = "sign_in__user"

    secret_hash = models.CharField(max_length=64, unique=True)
    state_hash = models.CharField(max_length=64)
    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="tickets")
    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, related_name="+")
    next_path = models.CharField(max_length=2000)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager()
    # Issued at the installation's host, where no practice is in scope.
    everywhere = models.Manager()

    def __str__(self):
        return f"{self.sign_in_id} to {self.practice_id}"
