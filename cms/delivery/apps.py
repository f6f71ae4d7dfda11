"""How pages and files leave the house: headers, media, scheduled work."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = "Delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import At, open_doors
        from sites.keeping.screens import KeepingView
        from sites.periodic import every_day

        from .page_cache import changes
        from .periodic import PUBLISHING, PUBLISHING_WORDS

        changes.start()
        every_day(changes.forget_old_notes, "Notes of which pages have changed are deleted after two days")

        open_doors(["healthz", "readyz", "metrics", "tls_host", "favicon", "front_door"], At.BOTH)
        open_doors(["media"])
        KeepingView.rounds[PUBLISHING] = PUBLISHING_WORDS
        # The view asks itself, at one cost for what is another's, hidden and missing: readers do not sign in.
        open_doors(["wagtaildocs_serve"], document_id="")
