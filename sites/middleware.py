"""The request's host decides the practice, once, before anything else looks."""

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone

from .models import PracticeHost
from .models.practice import address_of, normal_host
from .scoping import Kind, Scope, across_practices, within
from .statements import Statement

# Work is done at the practice's host under the installation's domain, whatever host readers are led to.
WORK_PATHS = ("/admin/",)
# Also answered there and not sent on: the editor shows pictures, documents to who is signed in, and previews.
WORK_PATHS_TOO = ("/media/", "/documents/", "/look/")
# Asked by our own machines, at whatever host: answered before anybody asks whose it is.
HEALTH_PATHS = ("/healthz", "/readyz", "/metrics", "/tls-host")
ROBOTS_PATH = "/robots.txt"
# What every page needs besides, found in the query for the host: the key under which a request remembers it
# (scoping.remember), the way from the host to it, and what it has along. Packages above add theirs when they are ready.
FOUND_WITH_THE_HOST: dict[str, tuple[str, ...]] = {}


def plain_page(status: int, title: str, text: str) -> HttpResponse:
    """A page without any practice's name or look."""
    html = render_to_string("plain_page.html", {"title": title, "text": text})
    return HttpResponse(html, status=status)


class PracticeMiddleware:
    """host -> practice -> scope. Unknown hosts get 404, closed practices 410, other hosts the main one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path in HEALTH_PATHS:
            return self.get_response(request)
        # Not request.get_host(): ALLOWED_HOSTS is "*", because this look-up is what decides which hosts exist.
        host = normal_host(request.META.get("HTTP_HOST", ""))
        if host == settings.INSTALLATION_DOMAIN:
            return self._within(Scope(Kind.INSTALLATION, memory={}), request)
        known = self._look_up(host)
        if known is None and request.path == ROBOTS_PATH:
            # A missing file would say that everything may be indexed (RFC 9309, section 2.3.1.3).
            return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")
        if known is None:
            return plain_page(404, "Nothing here", "There is no site at this address.")
        practice = known.practice
        if not practice.is_open:
            return plain_page(410, "This site has closed", "The practice that was here has closed its site.")
        elsewhere = self._elsewhere(request, host, known)
        if elsewhere:
            return HttpResponsePermanentRedirect(elsewhere + request.get_full_path())
        request.practice = practice
        request._wagtail_site = practice.site
        memory = {key: _at_the_end_of(way, known) for key, (way, *_) in FOUND_WITH_THE_HOST.items()}
        return self._within(Scope(Kind.PRACTICE, practice, memory=memory), request)

    @staticmethod
    def _look_up(host: str) -> PracticeHost | None:
        """The host's row with practice, site and home page: one query, whatever the number of practices."""
        with across_practices():  # whose host it is, is what decides the scope
            found = {row.host: row for row in _HOSTS(hosts=[host, host.removeprefix("www.")])}
        return found.get(host) or found.get(host.removeprefix("www."))

    @staticmethod
    def _elsewhere(request, host: str, known: PracticeHost) -> str:
        """The address to redirect to, or nothing when this is where the request belongs."""
        practice = known.practice
        if request.path.startswith(WORK_PATHS):
            right = practice.installation_host
        elif request.path.startswith(WORK_PATHS_TOO) and host == practice.installation_host:
            right = host
        elif known.is_primary:
            right = known.host
            practice.primary_host = known.host
        else:
            right = practice.primary_host
        return "" if host == right else address_of(right)

    def _within(self, scope, request):
        zone = scope.practice.time_zone if scope.practice else None
        with within(scope), timezone.override(zone):
            response = self.get_response(request)
        if response.streaming:
            response.streaming_content = _streamed_within(scope, response.streaming_content)
        return response


def _hosts(hosts):
    along = [f"{way}__{name}" for way, *names in FOUND_WITH_THE_HOST.values() for name in names]
    return PracticeHost.objects.select_related("practice__site__root_page", *along).filter(host__in=hosts)


_HOSTS = Statement(_hosts)


def _at_the_end_of(way: str, known: PracticeHost):
    """What a way of select_related leads to, without a query; None where there is nothing."""
    for name in way.split("__"):
        known = getattr(known, name, None)
    return known


def _streamed_within(scope, chunks):
    """A streamed body is made after the middleware has returned; it keeps the scope it was begun in."""
    chunks = iter(chunks)
    while True:
        with within(scope):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
