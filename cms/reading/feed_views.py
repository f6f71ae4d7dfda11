"""Feeds by their addresses: /feed.atom and /feed.json, and the same below a topic or a person."""

from hashlib import md5

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from cms.articles.models import TopicPage
from cms.people.models import PractitionerPage
from sites.scoping import Kind, current_scope

from .feed_formats import FORMATS, written
from .feeds import feed_for

MINUTES = 15  # for which a reading program need not ask again


def feeds_of(context) -> list[dict]:
    """``title`` and ``path`` (without the format's name) of the feeds that a page's head names."""
    practice, page = context["site"]["practice"], context.get("page")
    feeds = [{"title": practice.name, "path": "/feed"}]
    if isinstance(page, TopicPage | PractitionerPage) and page.url and not page.in_safety_mode:
        feeds.append({"title": f"{page.title} · {practice.name}", "path": f"{page.url}feed"})
    return feeds


@require_safe
def feed(request, kind, path=""):
    """A feed of the practice at this host. Who has it already is told so, by its content or by its date."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    found = feed_for(request.practice, path)
    if found is None:
        raise Http404
    content = written(found, kind)
    # No secret: the mark of a version, as RFC 9110 asks for. Weak, because pages are compressed on their way.
    etag = f'W/"{md5(content, usedforsecurity=False).hexdigest()}"'
    changed = int(found.updated_at.timestamp()) if found.updated_at else None
    response = HttpResponse(content, content_type=FORMATS[kind])
    response["ETag"], response["Cache-Control"] = etag, f"max-age={60 * MINUTES}"
    if changed:
        response["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)
