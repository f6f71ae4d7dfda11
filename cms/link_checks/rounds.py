"""A round: a few of the booking addresses whose turn it is are asked, each in its own practice."""

import logging
import time

from django.conf import settings
from django.utils import timezone

from cms.booking.models import BookingOffer
from sites.scoping import across_practices, in_practice

from .asking import Asker
from .findings import finding_of
from .models import LinkCheck, next_turn
from .noticing import notice, owned_hosts
from .telling import tell_owners

logger = logging.getLogger(__name__)

# Every PERIODIC_SECONDS (20): up to 86,400 addresses a day, and the round's other work waits no longer than this and
# the one answer that is waited for when the time is over (asking.WHOLE_TIME).
MOST_IN_A_ROUND = 20
SECONDS_OF_A_ROUND = 15
LOOKED_AT_IN_A_ROUND = 200  # offers: ten thousand practices' are gone through in an hour
_asker = Asker()  # one for the process: it keeps the pace from round to round


def ask_what_is_due(asker: Asker = _asker):
    """Ask about what waits longest. What does not fit waits for the next round; a failure keeps nothing else back."""
    if not settings.LINK_CHECKS:
        return
    begun = time.monotonic()
    _notice_unnoticed_offers()
    now = timezone.now()
    with across_practices():
        checks = list(LinkCheck.objects.due(now).select_related("practice")[:MOST_IN_A_ROUND])
    for check in checks:
        if time.monotonic() - begun > SECONDS_OF_A_ROUND:
            break
        with in_practice(check.practice):
            try:
                ask_about(check, asker)
            except Exception:
                logger.exception("Link check %s failed; it is tried again tomorrow", check.pk)


def _notice_unnoticed_offers():
    """Offers that no signal told of: from before this package, or written in bulk. A piece of all offers a round."""
    with across_practices():
        offers = _walk.next_offers()
    for offer in offers:
        with in_practice(offer.practice):
            notice(offer)


class _Walk:
    """Goes through all offers again and again; to look at all of them each time would cost more with each practice."""

    def __init__(self):
        self.last = 0  # the key of the offer it has come to

    def next_offers(self) -> list[BookingOffer]:
        """Those without a check, among the next ones."""
        piece = BookingOffer.objects.filter(pk__gt=self.last).order_by("pk").select_related("practice", "link_check")
        looked_at = list(piece[:LOOKED_AT_IN_A_ROUND])
        found = [offer for offer in looked_at if not hasattr(offer, "link_check")][:MOST_IN_A_ROUND]
        if len(found) == MOST_IN_A_ROUND:
            self.last = found[-1].pk
        else:
            self.last = looked_at[-1].pk if len(looked_at) == LOOKED_AT_IN_A_ROUND else 0
        return found


_walk = _Walk()


def ask_about(check: LinkCheck, asker: Asker):
    """Ask about one offer's address, in its practice's scope, keep the answer, and tell the owners what is wrong."""
    if not _take_turn(check):
        return
    offer = BookingOffer.objects.get(pk=check.offer_id)
    check, address = notice(offer), offer.booking_link
    if not (address and offer.is_open):
        return
    answer = asker.ask(address)
    finding = finding_of(answer, address, owned_hosts(offer))
    values = check.after(finding, answer.host, answer.status, timezone.now())
    # While we waited somebody may have typed another address, about which this says nothing.
    if LinkCheck.objects.filter(pk=check.pk, address=address).update(**values):
        for name, value in values.items():
            setattr(check, name, value)
        tell_owners(check, offer, finding)


def _take_turn(check: LinkCheck) -> bool:
    """Whether this process may ask: of two that found the same row one gets it. The next turn is set at once."""
    turn = next_turn(check.offer_id, timezone.now())
    return bool(LinkCheck.objects.filter(pk=check.pk, due_at=check.due_at).update(due_at=turn))
