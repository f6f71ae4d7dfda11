"""Whether a reader who wants to come finds a way."""

from ..findings import Level
from .rule import Rule


class NoWayToBook(Rule):
    """An article ends with its own call to action or the practice's default: only without any offer is there none.

    Quiet in safety mode, where nothing is sold.
    """

    key = "no_way_to_book"
    name = "No way to book"
    level = Level.HINT
    why = "A reader who would like to come finds no next step."
    how = "The practice has no offer yet: its owner adds one under “Booking offers”."

    def findings(self, reading):
        if not reading.facts.is_in_safety_mode and not reading.facts.has_offers:
            yield self.found("body", "The article leads nowhere: there is nothing to book, ring or write to.")
