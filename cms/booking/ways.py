"""What an offer shows of itself: the ways to book it, and where it takes place."""

from urllib.parse import urlsplit

from sites import telephone
from sites.scoping import current_practice

from .providers import Refused, service_named


class Ways:
    """How to reach whoever takes the booking. For ``BookingOffer``."""

    @property
    def _practice(self):
        practice = current_practice()
        return practice if practice and practice.pk == self.practice_id else self.practice

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is a number, an address, a link or a form to book with."""
        ways = {"phone": self.phone_number, "email": self.email_address, "service": self.booking_link}
        return bool(ways.get(self.way, True))

    @property
    def phone_number(self) -> str:
        """E.164, the offer's own or the practice's."""
        return self.phone or self._practice.phone

    @property
    def phone_display(self) -> str:
        return telephone.for_reading(self.phone_number, self._practice.country)

    @property
    def phone_hours(self) -> str:
        """When somebody answers; the practice's hours are those of its own number only."""
        return self.hours or ("" if self.phone else self._practice.hours)

    @property
    def email_address(self) -> str:
        return self.email or self._practice.email

    @property
    def booking_service(self):
        """What is known of the service that takes the booking; None where no service does, or no longer can.

        What is stored is looked at again before anything is built from it: a row that was written by other hands
        than ours leads nowhere.
        """
        if self.way != self.Way.SERVICE:
            return None
        try:
            service = service_named(self.service)
            service.check(self.service_details)
        except (KeyError, Refused):
            return None
        return service

    @property
    def booking_link(self) -> str:
        """The https address at the booking service where a reader books; empty where there is none."""
        service = self.booking_service
        return service.link(self.service_details) if service else ""

    @property
    def host(self) -> str:
        """Where the booking address leads: readers see it before they go."""
        service = self.booking_service
        return service.link_host(self.service_details) if service else ""

    @property
    def service_name(self) -> str:
        """The service's name; for any other link, its host."""
        service = self.booking_service
        return "" if service is None else self.host if self.service == "other" else service.name

    @property
    def refer_host(self) -> str:
        return urlsplit(self.refer_url).hostname or ""


class Where:
    """Where an offer takes place, and for readers of which places. For ``BookingOffer``."""

    known_regions = None  # of the practitioners' credentials, asked for with the offers (offers.py)
    known_practitioner_ids = None

    @property
    def places(self) -> list[str]:
        """In words where the offer takes place."""
        words = (("in person", self.in_person), ("online", self.online), ("by telephone", self.by_phone))
        return [word for word, applies in words if applies]

    @property
    def shown_regions(self) -> list[str]:
        """States or countries for whose people the practitioners are registered, each once."""
        if self.regions:
            return [self.regions]
        return list(dict.fromkeys(region for region in (self.known_regions or "").split("\n") if region))

    @property
    def practitioner_ids(self) -> list[int]:
        """Whose offer it is; empty for the practice's own."""
        if self.known_practitioner_ids is None:
            return list(self.practitioners.values_list("pk", flat=True))
        return [int(pk) for pk in dict.fromkeys(self.known_practitioner_ids.split("\n")) if pk]
