"""The letter to the owners when a booking address has turned wrong: once, until it was right in between."""

import logging

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cms.booking.models import BookingOffer
from sites.models.people import owners_of
from sites.scoping import current_practice

from .findings import Finding
from .models import LinkCheck

logger = logging.getLogger(__name__)


def is_to_be_told(check: LinkCheck, finding: Finding) -> bool:
    """Whether the owners are to hear of it now."""
    rounds = finding.rounds_before_telling
    return rounds is not None and check.told_at is None and check.tries >= rounds


def tell_owners(check: LinkCheck, offer: BookingOffer, finding: Finding):
    """Write to every owner of the practice in scope, where it is time to. A letter that fails is written next time."""
    if not is_to_be_told(check, finding):
        return
    practice = current_practice()
    page = practice.work_address(reverse("booking_link_check", args=(offer.pk,)))
    text = render_to_string(
        "emails/booking_link.txt", {"check": check, "offer": offer, "practice": practice, "page": page}
    )
    try:
        for address in owners_of(practice).values_list("email", flat=True):
            send_mail(f"A booking address of {practice.name}", text, None, [address])
    except OSError:  # SMTP errors are OSErrors
        logger.exception("The owners of %s could not be told of link check %s", practice.slug, check.pk)
        return
    LinkCheck.objects.filter(pk=check.pk, address=check.address).update(told_at=timezone.now())
