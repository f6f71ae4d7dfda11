"""The demonstration's booking offers, from a practice's data file."""

from cms.booking.models import BookingOffer
from cms.booking.providers import read_paste

# Fields of an offer that the file names as the model does.
AS_THEY_STAND = (
    "name", "for_whom", "length", "fee", "way", "phone", "hours", "takes_texts", "email", "regions", "asks_free_text",
    "what_next", "state", "waiting_time", "closed_until", "refer_to", "refer_url",
)  # fmt: skip


def load_offer(entry: dict, order: int, people) -> BookingOffer:
    """One offer; ``paste`` is what its owner would paste. Raises ValidationError for what the form would refuse."""
    modes = entry.get("modes", [])
    offer = BookingOffer(
        slug=entry["key"],
        in_person="in_person" in modes,
        online="online" in modes,
        by_phone="phone" in modes,
        is_default=bool(entry.get("default")),
        sort_order=order,
        **{name: entry[name] for name in AS_THEY_STAND if name in entry},
    )
    if "paste" in entry:
        understood = read_paste(entry["paste"])
        offer.service, offer.service_details = understood.service, understood.details
    offer.full_clean()
    offer.save()
    offer.practitioners.set(people)
    return offer
