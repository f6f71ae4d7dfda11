"""A system check: the way out of safety mode must lead somewhere safe."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register


@register
def the_way_out_is_https(app_configs, **kwargs):
    """``QUICK_EXIT_URL`` is empty or an https address without anything that names this site."""
    address = settings.QUICK_EXIT_URL
    parts = urlsplit(address)
    if not address or (parts.scheme == "https" and parts.hostname and settings.INSTALLATION_DOMAIN not in address):
        return []
    return [
        Error(
            "QUICK_EXIT_URL is no https address elsewhere.",
            hint="Set it to a page that anybody might have open, for example a weather service, or leave it empty.",
            id="notices.E001",
        )
    ]
