"""The WSGI application in front of Django's: what is finished is answered here, in microseconds."""

from collections.abc import Callable
from functools import partial

from django.conf import settings

from ..headers import header_of
from ..metrics import count
from .cache import page_cache
from .finished import BROTLI, GZIP, PLAIN, Finished
from .keeping import QUERY

STATUS = {200: "200 OK", 304: "304 Not Modified"}
READS = ("GET", "HEAD")
# Never kept, or kept elsewhere: not worth a look.
APART = (settings.STATIC_URL, settings.MEDIA_URL, "/admin/", "/account/", "/documents/", "/healthz", "/readyz")
MOST_ACCEPTED = 500  # different Accept-Encoding headers that are understood only once


class FinishedPages:
    """Wraps Django's application. What it does not know, Django answers; what may be kept is kept on the way out."""

    def __init__(self, application):
        self.application = application
        self.cache = page_cache()
        self.memory = self.cache.memory
        self._accepted: dict[str, str] = {}
        self._session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        self.hits = self.misses = 0

    def __call__(self, environ, start_response):
        method, path, query = environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        header = partial(header_of, environ)
        found = self.found(method, path, query, environ["wsgi.url_scheme"], header)
        if found is not None:
            return _send(found, start_response)
        if self._may_be_finished(method, environ["wsgi.url_scheme"], header):
            return self._make((header("host") or "", path, query), environ, start_response)
        return self.application(environ, start_response)

    def found(self, method: str, path: str, query: str, scheme: str, header: Callable) -> tuple | None:
        """Status, headers and body of a finished page, or None where Django is to be asked. Never waits.

        ``path`` and ``query`` are WSGI's, ``header`` gives a header's value by its name in small letters, or None.
        """
        if not self._may_be_finished(method, scheme, header):
            return None
        page = self.memory.get((header("host") or "", path, query))
        if page is None:
            return None
        self.hits += 1
        count("page_cache", result="found")
        return self._answer(page, method, header)

    def _may_be_finished(self, method: str, scheme: str, header: Callable) -> bool:
        """Read by somebody who is not signed in, and the way that readers are meant to come."""
        return (
            method in READS
            and header("authorization") is None
            and self._session_cookie not in (header("cookie") or "")
            and _is_public_scheme(scheme, header)
        )

    def _make(self, key, environ, start_response):
        if environ["REQUEST_METHOD"] != "GET" or key[1].startswith(APART) or not QUERY.fullmatch(key[2]):
            return self.application(environ, start_response)
        self.misses += 1
        count("page_cache", result="not found")
        self.cache.follower.start()
        self.cache.follower.wait_until_ready()
        page = self.cache.begin(key)
        header = partial(header_of, environ)
        if page is not None:
            return _send(self._answer(page, "GET", header), start_response)
        answered = _Answered()
        try:
            body = self.application(environ, answered)
            page = self.memory.get(key)
        finally:
            self.cache.end(key, was_kept=page is not None)
        if page is None or not answered.status.startswith("200"):
            start_response(answered.status, answered.headers)
            return body
        if hasattr(body, "close"):
            body.close()
        return _send(self._answer(page, "GET", header), start_response)

    def _answer(self, page: Finished, method: str, header: Callable) -> tuple:
        if page.is_known_to(header("if-none-match"), header("if-modified-since")):
            return 304, self._with_time(page.not_modified_headers()), b""
        coding = page.coding_for(self._wanted(header("accept-encoding") or ""))
        body = b"" if method == "HEAD" else page.body(coding)
        return 200, self._with_time(page.headers_for(coding)), body

    def _with_time(self, headers) -> list:
        """A proxy of ours may answer with the page until this second ends, and then asks again.

        nginx before 1.23 goes by whichever header comes first, this or ``Cache-Control``.
        """
        if settings.BEHIND_PROXY:
            return [("X-Accel-Expires", f"@{self.cache.follower.known_until()}"), *headers]
        return [*headers]

    def _wanted(self, accepted: str) -> str:
        wanted = self._accepted.get(accepted)
        if wanted is None:
            wanted = preferred_coding(accepted)
            if len(self._accepted) < MOST_ACCEPTED:
                self._accepted[accepted] = wanted
        return wanted


class _Answered:
    """Holds what Django would have begun to send."""

    status = "500"

    def __call__(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers


def preferred_coding(accepted: str) -> str:
    """The best of our codings that an Accept-Encoding header takes (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = next((one[2:] for one in parameters if one.startswith("q=")), "1")
    for coding in (BROTLI, GZIP):
        weight = weights.get(coding, weights.get("*", "0"))
        if weight.strip("0."):
            return coding
    return PLAIN


def _send(found: tuple, start_response) -> list:
    status, headers, body = found
    start_response(STATUS[status], headers)
    return [body]


def _is_public_scheme(scheme: str, header: Callable) -> bool:
    """Whether the reader came over https, where that is the way; Django sends all others there."""
    if settings.PUBLIC_SCHEME == "http":
        return True
    if settings.BEHIND_PROXY:
        return header("x-forwarded-proto") == "https"
    return scheme == "https"
