"""The editors' desk: what waits for a person over all their practices, and the calendar of what comes."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "cms.desk"
    label = "desk"
    verbose_name = "Desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import At, open_doors

        open_doors(["desk", "desk_heap", "desk_calendar"], At.BOTH)
        # Over all of a person's practices, so at no practice's own address.
        open_doors(["desk_calendar_feed", "calendar_feed"], At.INSTALLATION)
