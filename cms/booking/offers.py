"""Which offer a call to action shows."""

from sites.scoping import remember

from .models import BookingOffer

MOST_OFFERS = 60  # of one practice; what is beyond is not offered to readers


def open_offers() -> list[BookingOffer]:
    """The practice's open offers that lead somewhere, the default first. One query for a request."""
    offers = BookingOffer.objects.filter(state=BookingOffer.State.OPEN).select_related("practitioner")
    return remember("open_offers", lambda: [offer for offer in offers[:MOST_OFFERS] if offer.leads_somewhere])


def default_offer() -> BookingOffer | None:
    """The practice's default offer; failing that, its first open one."""
    offers = open_offers()
    return next((offer for offer in offers if offer.is_default), offers[0] if offers else None)


def offer_of(author_ids: list[int]) -> BookingOffer | None:
    """The first offer that belongs to one of these practitioners, in the order of the authors."""
    for author_id in author_ids:
        for offer in open_offers():
            if offer.practitioner_id == author_id:
                return offer
    return None


def offer_for(which: str, chosen: BookingOffer | None, author_ids: list[int]) -> BookingOffer | None:
    """The offer for a call to action: the chosen one, else the author's, else the practice's.

    ``which`` is "chosen", "author" or "default". A chosen offer that is closed or gone falls back to the default,
    so that a reader is never led to a dead end.
    """
    if which == "chosen" and chosen is not None and chosen.is_open:
        return chosen
    if which == "author":
        return offer_of(author_ids) or default_offer()
    return default_offer()
