"""Blocks that show a picture: image, and video as a still picture with a link."""

from urllib.parse import urlsplit

from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.media.album import pictures


def any_picture():
    """A picture of the practice in scope, for previews. None while there is none."""
    return get_image_model().objects.order_by("pk").first()


class PictureChooserBlock(ImageChooserBlock):
    """Chooses a picture; a request's blocks of all kinds find theirs in one album."""

    def bulk_to_python(self, values):
        return pictures(values)

    def deconstruct(self):
        """Migrations keep naming Wagtail's block: what is stored is the same."""
        _, args, kwargs = super().deconstruct()
        return "wagtail.images.blocks.ImageChooserBlock", args, kwargs


class ImageBlock(blocks.StructBlock):
    """A picture with what it says to somebody who cannot see it."""

    image = PictureChooserBlock(label="Picture")
    alt = blocks.CharBlock(
        required=False,
        max_length=250,
        label="Alternative text",
        help_text="What the picture says here. Left empty, the picture's own description is used.",
    )
    decorative = blocks.BooleanBlock(
        required=False, label="Only decoration", help_text="Screen readers then pass over it."
    )
    caption = blocks.CharBlock(required=False, max_length=250)

    class Meta:
        icon = "image"
        label = "Picture"
        group = "Pictures"
        description = "A picture with alternative text, caption and credit."
        template = "blocks/image.html"

    def get_preview_value(self):
        picture = any_picture()
        return {"image": picture, "caption": "A quiet place to begin.", "alt": "", "decorative": picture is None}


class VideoBlock(blocks.StructBlock):
    """A film elsewhere. Nothing is loaded from there: the reader sees a still picture and the host's name."""

    title = blocks.CharBlock(max_length=160)
    url = blocks.URLBlock(
        label="Address of the film", help_text="Begins with https://. Readers see where it leads before they go."
    )
    image = PictureChooserBlock(label="Still picture")
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=600, label="Length in minutes")
    description = blocks.TextBlock(
        required=False, max_length=600, rows=2, help_text="What is in it, for who cannot see or hear it."
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["host"] = _host_of(value)
        return context

    class Meta:
        icon = "media"
        label = "Video"
        group = "Pictures"
        description = "A still picture that links to a film. Nothing is loaded from elsewhere."
        template = "blocks/video.html"

    def get_preview_value(self):
        return {
            "title": "Breathing out, slowly",
            "url": "https://video.example/breathing",
            "image": any_picture(),
            "minutes": 4,
            "description": "A voice counts slow breaths over a picture of the sea.",
        }


def _host_of(film) -> str:
    return urlsplit(film.get("url") or "").hostname or ""


def film_hosts(body) -> str:
    """The hosts that a body's films lead to, parted by spaces, in alphabetical order; cut at 1,000 characters."""
    hosts = {_host_of(child.value) for child in body if child.block_type == "video"} - {""}
    return " ".join(sorted(hosts))[:1000]
