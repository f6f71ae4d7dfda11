"""Booking requests: the built-in way to ask for a time, for practices that use no booking service."""

from django.apps import AppConfig


class BookingRequestsConfig(AppConfig):
    name = "cms.booking_requests"
    label = "booking_requests"
    verbose_name = "Booking requests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import open_doors
        from sites.periodic import every_round

        from .letters import send_due
        from .purging import purge_due

        open_doors(["send_request", "request_sent", "booking_requests", "booking_requests_person"])
        open_doors(["booking_requests_export", "booking_requests_erase", "booking_requests_settings"])
        open_doors(["booking_request", "booking_request_move"], pk="booking_requests.BookingRequest")
        every_round(send_due, "Letters about booking requests")
        every_round(purge_due, "Booking requests are deleted at the end of their term")
