"""/.well-known/security.txt (RFC 9116): whom to tell of a hole. One contact, said at every host."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sites.models.practice import installation_address
from sites.scoping import current_practice

VALID = datetime.timedelta(days=180)  # the RFC recommends less than a year


@require_safe
def security_txt(request):
    """404 where the operator has named no contact: the field is required, and an invented one helps nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    practice = current_practice()
    base = practice.base_url if practice else installation_address()
    expires = datetime.datetime.combine(timezone.now().date() + VALID, datetime.time(), datetime.UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {base}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
