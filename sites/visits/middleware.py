"""What a visitor's requests are: looked at, written down, and never a change."""

from django.conf import settings
from django.urls import reverse

from ..audit.middleware import is_download
from ..audit.recording import record
from ..middleware import WORK_PATHS, plain_page
from ..scoping import current_practice
from . import visiting
from .reading_only import reading_only

# Where the answer depends on who asks. A practice's public pages are the same for everybody.
WATCHED = (*WORK_PATHS, "/documents/")
SAFE = ("GET", "HEAD")
# Answers that show nothing of a practice: icons and the interface's own words.
FURNITURE = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}


class VisitMiddleware:
    """Stands below AuditMiddleware. People of the practice cost it nothing but a look at their role."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        visit = self._visit_of(request)
        if visit is None:
            return self.get_response(request)
        request.visit = visit
        if request.method == "POST" and request.path == reverse("wagtailadmin_logout"):
            return self._sign_out(request, visit)
        response = self._answer(request)
        self._write_down(request, response, visit)
        return response

    @staticmethod
    def _visit_of(request):
        """The visit that brought whoever asks, or None. Readers without a session are not even looked at."""
        practice = current_practice()
        if practice is None or not request.path.startswith(WATCHED):
            return None
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        return request.user.visit_to(practice)

    def _sign_out(self, request, visit):
        """Signing out ends the visit: the one thing that a visitor may post."""
        response = self.get_response(request)
        if response.status_code < 400:
            visiting.end(visit, by=visit.operator)
        return response

    def _answer(self, request):
        if request.method not in SAFE:
            return plain_page(
                403,
                "Reading only",
                "You are visiting this practice, and nothing can be changed during a visit. "
                "Go back, and ask its people to make the change.",
            )
        with reading_only():
            response = self.get_response(request)
        if is_download(response):
            # Not closed by hand: that would say the request is over, and take the database's connection away.
            return plain_page(
                403,
                "Reading only",
                "You are visiting this practice, and nothing can be taken along. Go back to read it.",
            )
        return response

    @staticmethod
    def _write_down(request, response, visit):
        match = request.resolver_match
        view = match.view_name if match else ""
        if view in FURNITURE:
            return
        record(
            "visit.read",
            by=request.user,
            kind="visit",
            number=str(visit.pk),
            title=request.get_full_path(),
            method=request.method,
            status=response.status_code,
        )
