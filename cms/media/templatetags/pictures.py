"""Pictures on public pages: sizes for every screen, with width and height so that nothing jumps."""

from django import template

from ..renditions import MEDIA_TYPES, nearest, offered, sources

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image, sizes="100vw", alt=None, loading="lazy", css_class=""):
    """A picture in several widths, as AVIF and WebP with a JPEG to fall back on. Draws nothing without an image.

    ``sizes`` is the HTML attribute of that name; ``alt`` replaces the picture's own description ("" for decoration);
    ``loading`` is "lazy", or "eager" for the one picture at the top, which is then fetched first. Of a picture that
    is not ready its nearest size is shown; of one without any its words, in the space that it will take.
    """
    if not image:
        return {}
    ready = sources(image)
    formats = ({"type": MEDIA_TYPES[kind], "srcset": _srcset(offered(ready, kind))} for kind in MEDIA_TYPES)
    return {
        "image": image,
        "formats": [each for each in formats if each["srcset"]],
        "fallback": nearest(ready),
        "sizes": sizes,
        "alt": image.description if alt is None else alt,
        "is_eager": loading == "eager",
        "css_class": css_class,
    }


def _srcset(renditions) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
