"""Booking offers, and the practice's own page for each."""

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "cms.booking"
    label = "booking"
    verbose_name = "Booking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import open_doors
        from sites.doors_of_wagtail import open_snippets_doors

        open_doors(["booking_offer", "booking_count", "booking_understand"])
        open_snippets_doors("booking.BookingOffer")
