"""The picture that stands for a page elsewhere: in structured data, and on cards that others draw of a link."""

from cms.media.renditions import nearest, sources
from sites.scoping import current_practice

from .addresses import absolute


def picture_of(page) -> dict | None:
    """``url`` (in full), ``width``, ``height`` and ``alt`` of the page's own picture; None while no size is ready."""
    picture = getattr(page, "listing_image", None)
    size = nearest(sources(picture)) if picture else None
    if size is None:
        return None
    url = absolute(current_practice() or page.practice, size.url)
    return {"url": url, "width": size.width, "height": size.height, "alt": picture.description}
