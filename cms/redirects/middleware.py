"""Leads readers on from old addresses. Asked only where nothing else answers."""

from django.http import HttpResponsePermanentRedirect

from sites.scoping import Kind, current_scope

from .models import Redirect, normal_path

LONGEST = 255


class RedirectMiddleware:
    """After a 404 at a practice: one look-up of the path, and a permanent redirect where it leads somewhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return self._led_on(request) or response

    @staticmethod
    def _led_on(request):
        path = normal_path(request.path)
        if current_scope().kind is not Kind.PRACTICE or len(path) > LONGEST or "\0" in path:
            return None
        known = Redirect.objects.filter(old_path=path).select_related("page").first()
        return HttpResponsePermanentRedirect(known.destination) if known and known.destination else None
