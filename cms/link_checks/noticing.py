"""Notices new booking addresses: what was answered about another address is void, and the new one is asked soon."""

from collections.abc import Callable

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from cms.booking.models import BookingOffer

from .models import NOTHING_KNOWN, LinkCheck


def owned_hosts(offer: BookingOffer) -> Callable[[str], bool]:
    """Says of a host whether it belongs to the service that takes the booking."""
    service = offer.booking_service
    return service.owns if service else lambda host: False


def notice(offer: BookingOffer) -> LinkCheck:
    """The offer's check, about the address that it has now. Nothing is asked here: nobody waits for it."""
    link = offer.booking_link
    check, is_new = LinkCheck.objects.get_or_create(
        offer=offer, defaults={"practice_id": offer.practice_id, "address": link}
    )
    if not is_new and check.address != link:
        values = {**NOTHING_KNOWN, "address": link, "due_at": timezone.now()}
        LinkCheck.objects.filter(pk=check.pk).update(**values)
        for name, value in values.items():
            setattr(check, name, value)
    return check


@receiver(post_save, sender=BookingOffer)
def notice_saved_offer(sender, instance, raw=False, **kwargs):
    if not raw:
        notice(instance)
