"""What an owner says about the look: the fields, with the sentences for what can not be taken."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from .colours import read_colour
from .faces import FACE_PAIRS, check_pair
from .look import Look
from .palettes import THEMES
from .shapes import CORNER_WORDS, DENSITY_WORDS
from .widgets import ColourInput

AS_THE_LOOK = "As the look has it"
ON_DARK_PAGES = [
    ("", "On a light plate, because it was drawn for light paper"),
    ("plain", "As it is: it can be seen on dark paper too"),
]


class ColourFormField(forms.CharField):
    """Any notation of CSS, kept as ``#rrggbb``."""

    widget = ColourInput

    def to_python(self, value):
        value = super().to_python(value)
        return read_colour(value) if value else ""


class ColourField(models.CharField):
    """A colour as ``#rrggbb``, or nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 7, "blank": True, "default": ""} | kwargs)

    def clean(self, value, instance):
        return super().clean(read_colour(value) if value else "", instance)

    def formfield(self, **kwargs):
        # Without the column's length: what is typed may be longer, and is read first.
        given = {"form_class": ColourFormField, **kwargs, "max_length": None}
        return super(models.CharField, self).formfield(**given)


class FacesField(models.CharField):
    """One of the bundled pairs of faces; the list is code, so no migration follows it."""

    def formfield(self, **kwargs):
        pairs = [("", AS_THE_LOOK), *((pair.key, pair.words) for pair in FACE_PAIRS.values())]
        return FacesFormField(choices=pairs, required=False, label=capfirst(self.verbose_name))


class FacesFormField(forms.ChoiceField):
    """Says what to do about a face that is not bundled."""

    def validate(self, value):
        check_pair(value)


def _choices(words: dict[str, str]) -> list[tuple[str, str]]:
    return [("", AS_THE_LOOK), *words.items()]


class LookFields(models.Model):
    """What an owner chose. Left empty, everything is as the theme was drawn."""

    theme = models.CharField("look", max_length=20, choices=list(THEMES.items()), default="letter")
    brand = ColourField("your colour", help_text="Of your door plate or your logo.")
    second = ColourField("second colour", help_text="For small signs and ornaments.")
    paper = ColourField("paper", help_text="A faint tone for the pages.")
    faces = FacesField("letters", max_length=30, blank=True, default="", validators=[check_pair])
    corners = models.CharField(max_length=10, blank=True, default="", choices=_choices(CORNER_WORDS))
    density = models.CharField("air", max_length=10, blank=True, default="", choices=_choices(DENSITY_WORDS))
    logo = models.ForeignKey(
        "media.PracticeImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="A picture of your own: PNG or WebP with nothing behind the drawing is best. The icons of the site "
        "are made from it; without one they show the first letter of the practice's name.",
    )
    logo_alone = models.BooleanField(
        "the logo holds the name",
        default=False,
        help_text="The name is then not written beside it, and is read to who can not see the logo.",
    )
    logo_in_the_dark = models.CharField(
        "the logo on dark pages", max_length=10, blank=True, default="", choices=ON_DARK_PAGES
    )

    class Meta:
        abstract = True

    @property
    def look(self) -> Look:
        """As a value that can be compared and kept."""
        names = ("theme", "brand", "second", "paper", "faces", "corners", "density")
        return Look(**{name: getattr(self, name) for name in names})

    def clean(self):
        super().clean()
        if self.logo_alone and self.logo_id is None:
            raise ValidationError({"logo_alone": "Choose a logo first; without one the name has to be written."})
