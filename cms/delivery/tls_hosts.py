"""May the proxy fetch a certificate for this host? It asks before it does (Caddy's on_demand_tls)."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from sites.models import PracticeHost
from sites.models.practice import normal_host
from sites.scoping import across_practices

from .machines import is_own_machine

LONGEST_NAME = 253  # RFC 1035


@require_safe
def tls_host(request):
    """200 when ``?domain=`` is the installation's or an open practice's host, else 404: one query for each answer.

    Answered to our own machines only, because it tells which hosts there are.
    """
    domain = normal_host(request.GET.get("domain", ""))
    if not is_own_machine(request) or len(domain) > LONGEST_NAME or "\0" in domain:
        raise Http404
    if not (_is_a_practices(domain) or domain == settings.INSTALLATION_DOMAIN):
        raise Http404
    return HttpResponse("yes\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def _is_a_practices(domain: str) -> bool:
    """As sites.middleware finds hosts: by their name, or without the “www.” that readers put before it."""
    names = {domain, domain.removeprefix("www.")}
    with across_practices():  # whose host it is, is the question
        rows = PracticeHost.objects.filter(host__in=names).select_related("practice")
        return any(row.practice.is_open for row in rows)
