"""Tells the log where a request comes from, and writes down every download from the work area."""

from ..middleware import WORK_PATHS
from .address import address_of_request
from .origin import Origin, Source, coming_from
from .recording import record


class AuditMiddleware:
    """Stands below PracticeMiddleware and AuthenticationMiddleware: it needs the scope and the person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with coming_from(Origin(Source.WEB, address_of_request(request))):
            response = self.get_response(request)
            if request.path.startswith(WORK_PATHS) and is_download(response) and request.user.is_authenticated:
                self._record_download(request, response)
        return response

    @staticmethod
    def _record_download(request, response):
        """Before the first byte leaves: what was begun to be downloaded counts as taken."""
        match = request.resolver_match
        record(
            "export.taken",
            by=request.user,
            title=file_name_of(response),
            view=match.view_name if match else "",
            asked=request.META.get("QUERY_STRING", ""),
        )


def is_download(response) -> bool:
    """Whether a browser would keep the answer as a file."""
    return response.status_code == 200 and response.headers.get("Content-Disposition", "").startswith("attachment")


def file_name_of(response) -> str:
    """The name that the browser is told."""
    return response.headers["Content-Disposition"].partition("filename=")[2].strip('"')
