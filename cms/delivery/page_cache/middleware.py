"""Takes finished pages on their way out: what they are as they leave the view, with the headers that all add later."""

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from sites.scoping import current_practice

from . import fronts, keeping
from .cache import page_cache
from .finished import finish


@dataclass
class Noted:
    """What a finished page is, before it is compressed and its scope is closed."""

    content: bytes
    tags: set[str]
    practice_id: int
    seconds: float


class NoteMiddleware:
    """Inside the practice's scope and before anything is compressed: may this be kept, and what does it show?"""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.PAGE_CACHE:
            with suppress(keeping.MayNotBeKept):
                keeping.check(request, response)
                practice = current_practice()
                seconds = keeping.seconds_to_keep(practice)
                request._noted = Noted(response.content, keeping.tags(request), practice.pk, seconds)
        return response


class KeepMiddleware:
    """Outside of all others: keeps what was noted, with every header that it got on its way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.PAGE_CACHE:
            return self.get_response(request)
        cache = page_cache()
        # Before anything is read. What changes from here on is noticed when the page is put in.
        turn, position = cache.memory.turn, cache.follower.position
        response = self.get_response(request)
        noted = getattr(request, "_noted", None)
        if noted and position is not None and not _is_for_one_reader(response):
            page = finish(noted.content, response, noted.tags, noted.practice_id, noted.seconds)
            page.position = position
            page.headers += fronts.headers_for(page)
            meta = request.META
            cache.keep((meta.get("HTTP_HOST", ""), meta["PATH_INFO"], meta.get("QUERY_STRING", "")), page, turn)
        return response


def _is_for_one_reader(response) -> bool:
    """Once more, for what the middlewares between have added."""
    return bool(response.cookies) or "nonce-" in response.get("Content-Security-Policy", "")
