"""Which offer a call to action shows."""

from dataclasses import dataclass

from django.db.models import CharField, DateField, Q, StringAgg, Value
from django.db.models.functions import Cast
from django.utils import timezone

from sites.scoping import remember
from sites.statements import Statement

from .models import BookingOffer

MOST_OFFERS = 60  # of one practice; what is beyond is not offered to readers
LINE = Value("\n")


@dataclass(frozen=True)
class NextStep:
    """What a call to action shows: an offer, and the one that stood there and is closed, if that is why."""

    offer: BookingOffer
    instead_of: BookingOffer | None = None


def with_people(offers, today=None):
    """Offers with their practitioners' ids and the regions of the credentials that hold today, in the same query."""
    credential, today = "practitioners__credentials", today or timezone.localdate()
    holds = Q(**{f"{credential}__expires_date": None}) | Q(**{f"{credential}__expires_date__gte": today})
    # A query that aggregates forgets the model's ordering.
    return offers.order_by(*BookingOffer._meta.ordering).annotate(
        known_practitioner_ids=StringAgg(
            Cast("practitioners", CharField()), LINE, filter=Q(practitioners__live=True), default=Value("")
        ),
        known_regions=StringAgg(
            f"{credential}__region", LINE, filter=holds & Q(practitioners__live=True), default=Value("")
        ),
    )


_OFFERS = Statement(lambda today: with_people(BookingOffer.objects.all(), today)[:MOST_OFFERS], today=DateField())


def all_offers() -> list[BookingOffer]:
    """The practice's offers that lead somewhere, closed ones too, the default first. One query for a request."""
    return remember(
        "all_offers", lambda: [offer for offer in _OFFERS(today=timezone.localdate()) if offer.leads_somewhere]
    )


def open_offers() -> list[BookingOffer]:
    """Those of them that can be booked today, or have a waiting list."""
    return [offer for offer in all_offers() if offer.is_open]


def offer_with_id(pk: int | None) -> BookingOffer | None:
    """One of the practice's offers that lead somewhere, found among those that were read once."""
    return next((offer for offer in all_offers() if offer.pk == pk), None)


def default_offer() -> BookingOffer | None:
    """The practice's default offer while it is open; failing that, its first open one."""
    return _default_among(open_offers())


def offer_of(author_ids: list[int]) -> BookingOffer | None:
    """The first open offer that belongs to one of these practitioners, in the order of the authors."""
    return _own_among(open_offers(), author_ids)


def closing_step(author_ids: list[int]) -> NextStep | None:
    """What an article ends with: its author's own offer before the practice's."""
    return next_step("author", None, author_ids)


def next_step(which: str, chosen: BookingOffer | None, author_ids: list[int]) -> NextStep | None:
    """What a call to action shows: the chosen offer, else the author's, else the practice's; None where none is.

    ``which`` is "chosen", "author" or "default". In the place of an offer that is closed stands the one that is open,
    and says so. Where nothing is open the closed one stands: it knows until when, and who else may help.
    """
    wanted = _wanted(which, chosen, author_ids)
    if wanted is not None and wanted.is_open:
        return NextStep(wanted)
    instead = (offer_of(author_ids) if which == "author" else None) or default_offer()
    if instead is not None:
        return NextStep(instead, wanted)
    return NextStep(wanted) if wanted is not None else None


def _wanted(which, chosen, author_ids) -> BookingOffer | None:
    """What was meant, open or closed."""
    offers = all_offers()
    if which == "chosen" and chosen is not None and chosen.leads_somewhere:
        return chosen
    own = _own_among(offers, author_ids) if which == "author" else None
    return own or _default_among(offers)


def _default_among(offers: list[BookingOffer]) -> BookingOffer | None:
    """The practice's default; failing that, the first."""
    return next((offer for offer in offers if offer.is_default), offers[0] if offers else None)


def _own_among(offers: list[BookingOffer], author_ids: list[int]) -> BookingOffer | None:
    """These practitioners' first open one, in the order of the authors; failing that, their first."""
    own = [offer for author_id in author_ids for offer in offers if author_id in offer.practitioner_ids]
    return next((offer for offer in own if offer.is_open), own[0] if own else None)
