"""The picture that stands for a page elsewhere: in structured data, and on cards that others draw of a link."""

from wagtail.images.models import SourceImageIOError

from cms.media.renditions import FALLBACK, sources
from sites.scoping import current_practice

from .addresses import absolute


def picture_of(page) -> dict | None:
    """``url`` (in full), ``width``, ``height`` and ``alt`` of the page's own picture, or None."""
    picture = getattr(page, "listing_image", None)
    if picture is None:
        return None
    try:
        size = sources(picture)[FALLBACK]
    except SourceImageIOError:  # its file is gone from storage; the page shows none either
        return None
    url = absolute(current_practice() or page.practice, size.url)
    return {"url": url, "width": size.width, "height": size.height, "alt": picture.description}
