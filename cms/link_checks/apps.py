"""Whether booking addresses still answer: asked about in the background, told to the practice's owners."""

from django.apps import AppConfig


class LinkChecksConfig(AppConfig):
    name = "cms.link_checks"
    label = "link_checks"
    verbose_name = "Link checks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import open_doors
        from sites.periodic import every_round

        from . import noticing  # noqa: F401  (importing connects it)
        from .rounds import ask_what_is_due

        open_doors(["booking_link_check"], pk="booking.BookingOffer")
        every_round(ask_what_is_due, "Booking addresses are asked whether they answer")
