"""A practice's logo and icons as addresses: known without a query, drawn once, kept beside its pictures."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms.looks import icons
from cms.looks.icons import LOGO, Drawing

FOLDER = "look"


@dataclass(frozen=True)
class Logo:
    """The logo as a page shows it. Width and height in CSS pixels."""

    url: str
    width: int
    height: int
    alone: bool
    on_plate: bool


@dataclass(frozen=True)
class Icons:
    """Where the icons of one practice lie. ``vector`` is empty where they are made from a logo."""

    folder: str
    vector: str
    small: str
    touch: str


def logo_of(settings, practice) -> Logo | None:
    """The practice's logo, or None."""
    logo = settings.logo
    if logo is None or not logo.width or not logo.height:
        return None
    width, height = icons.shown_size(logo.width, logo.height)
    on_plate = settings.logo_in_the_dark != "plain"
    url = _previewed(logo) if settings.is_previewed else f"{_folder(settings, practice)}{LOGO}"
    return Logo(url, width, height, settings.logo_alone, on_plate)


def _previewed(logo) -> str:
    """A logo that is chosen and not saved is shown as any picture is."""
    return logo.get_rendition(f"max-{icons.LOGO_WIDTH * 2}x{icons.LOGO_HEIGHT * 2}|format-webp").url


def icons_of(settings, practice) -> Icons:
    """The practice's icons."""
    folder = _folder(settings, practice)
    vector = "" if settings.logo else f"{folder}{icons.VECTOR}"
    return Icons(folder, vector, f"{folder}{icons.SMALL}", f"{folder}{icons.TOUCH}")


def mark_of(settings, practice) -> str:
    """Changes when a drawing would: with the logo, or without one with the letter and its colours."""
    return _mark(settings.logo.token if settings.logo else drawing_of(settings, practice))


@lru_cache(maxsize=1024)
def _mark(shown: Drawing | str) -> str:
    return hashlib.sha256(f"{icons.EDITION}{shown}".encode()).hexdigest()[:20]


def drawing_of(settings, practice) -> Drawing:
    """What the icons show of this practice."""
    return Drawing.of(settings.look, practice.name)


def _folder(settings, practice) -> str:
    return f"/look/{mark_of(settings, practice)}/"


def file_of(settings, practice, name: str) -> str:
    """The path in storage of one of the files; it is drawn now where it is not there yet. Raises LookupError."""
    if name not in icons.FILES and not (name == LOGO and settings.logo):
        raise LookupError(name)
    path = f"{practice.media_key}/{FOLDER}/{mark_of(settings, practice)}.{name}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(icons.drawn(name, drawing_of(settings, practice), _original(settings))))
    return path


def draw_all(settings, practice):
    """Every file of the look as it is now; those of looks before go."""
    names = [*icons.FILES, *([LOGO] if settings.logo else [])]
    kept = {file_of(settings, practice, name).rpartition("/")[2] for name in names}
    folder = f"{practice.media_key}/{FOLDER}"
    for name in set(default_storage.listdir(folder)[1]) - kept:
        default_storage.delete(f"{folder}/{name}")


def _original(settings) -> bytes | None:
    if settings.logo is None:
        return None
    with settings.logo.file.open("rb") as file:
        return file.read()
