"""New people work in their practice's time zone until they choose another one in their account."""

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from .scoping import current_practice
from .signin.signals import entered_practice


@receiver(pre_save, sender=UserProfile)
def take_the_practices_time_zone(sender, instance, **kwargs):
    """Wagtail's own default is the installation's zone, and schedules would be typed in that."""
    practice = current_practice()
    if instance.pk is None and practice is not None and not instance.current_time_zone:
        instance.current_time_zone = practice.time_zone


@receiver(entered_practice)
def have_a_profile(sender, user, **kwargs):
    """Wagtail shows whoever has none the installation's time, until something makes one for another reason."""
    UserProfile.get_for_user(user)
