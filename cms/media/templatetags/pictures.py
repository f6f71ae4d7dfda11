"""Pictures on public pages: sizes for every screen, with width and height so that nothing jumps."""

from django import template
from wagtail.images.models import SourceImageIOError

from ..renditions import FALLBACK, SPECS, sources

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image, sizes="100vw", alt=None, loading="lazy", css_class=""):
    """A picture in several widths, as WebP with a JPEG to fall back on. Draws nothing without an image.

    ``sizes`` is the HTML attribute of that name; ``alt`` replaces the picture's own description ("" for decoration);
    ``loading`` is "lazy", or "eager" for the one picture at the top, which is then fetched first.
    """
    if not image:
        return {}
    try:
        ready = sources(image)
    except SourceImageIOError:  # its file is gone from storage: the words around it stay readable
        return {}
    return {
        "webp": _of_different_widths(ready[spec] for spec in SPECS),
        "fallback": ready[FALLBACK],
        "sizes": sizes,
        "alt": image.description if alt is None else alt,
        "is_eager": loading == "eager",
        "css_class": css_class,
    }


def _of_different_widths(renditions) -> list:
    """A picture that is narrower than a size is not made wider, so two sizes may be the same picture."""
    return list({rendition.width: rendition for rendition in renditions}.values())
