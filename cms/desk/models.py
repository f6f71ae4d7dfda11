"""The secret address at which a person's calendar program fetches the calendar."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """One person's address. Only its digest is stored, so nobody reads the address here (docs/decisions/0026)."""

    person_path = "user"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256, in hexadecimal digits.")
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, help_text="Accurate to an hour.")

    class Meta:
        verbose_name = "calendar address"
        verbose_name_plural = "calendar addresses"

    def __str__(self):
        return f"Calendar address of {self.user_id}"
