"""Home, services, standing pages, contact, and the practice's look and menus."""

from django.apps import AppConfig


class SitePagesConfig(AppConfig):
    name = "cms.site_pages"
    label = "site_pages"
    verbose_name = "Site pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django.conf import settings

        from sites.doors import At, open_doors
        from sites.middleware import FOUND_WITH_THE_HOST

        from . import (
            first_pages,  # noqa: F401  (importing puts its steps on the provisioning list)
            menus,
            tasks,  # noqa: F401  (importing lets it listen)
        )

        FOUND_WITH_THE_HOST[menus.SETTINGS] = ("practice__site__practicesettings", "logo")

        open_doors(["look_style", "look_file"], mark="")
        open_doors(["web_manifest", "look_remarks"])
        open_doors(["look_book"], At.BOTH if settings.DEBUG else At.INSTALLATION)
