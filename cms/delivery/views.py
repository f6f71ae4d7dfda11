"""Media files, the installation's front door, and error pages."""

import re
import sys

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from cms.media.kinds import PICTURES
from cms.site_pages.look_files import icons_of
from cms.site_pages.menus import settings_of_practice
from sites.middleware import plain_page
from sites.scoping import Kind, current_scope

from .files import sent

AWAY_READING = ("Please come back in a minute", "We cannot open this page just now. Please try it again in a minute.")
AWAY_WRITING = (
    "We could not save this just now",
    "What was saved before is safe. Go back, where what you wrote still stands, and try again in a minute.",
)
A_YEAR = 31_536_000
PUBLIC_FOLDER = "renditions"
MEDIA_TYPES = {extension: mime for mime, extension in PICTURES.items()}
CARD = ".card-"  # in the name of a link's picture (cms/reading/card_making.py)
FINISHED_SIZE = re.compile(rf"[0-9a-f]{{32}}\.[\w.-]+\.({'|'.join(MEDIA_TYPES)})", re.ASCII)


@require_safe
def media(request, path):
    """A finished size of one of this practice's pictures.

    Originals and documents are never served from here, nor anything of another practice: the path is this
    practice's key, the folder of finished sizes, and a name that begins with the picture's token.
    """
    scope = current_scope()
    folder, _, name = path.rpartition("/")
    if scope.kind is not Kind.PRACTICE or folder != f"{scope.practice.media_key}/{PUBLIC_FOLDER}":
        raise Http404
    if not FINISHED_SIZE.fullmatch(name):
        raise Http404
    headers = {
        "Content-Type": MEDIA_TYPES[name.rpartition(".")[2]],
        # A changed picture gets a new name, so a copy never has to be asked for again.
        "Cache-Control": f"public, max-age={A_YEAR}, immutable",
    }
    if CARD in name:  # the picture that others show of a link
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    try:
        return sent(request, default_storage, path, name, headers)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def favicon(request):
    """For browsers that ask for the old address by themselves."""
    if current_scope().kind is not Kind.PRACTICE:
        return redirect(static("icons/favicon.svg"))
    return redirect(icons_of(settings_of_practice(), current_scope().practice).small)


@require_safe
def front_door(request):
    """A practice's home page, or at the installation's own host a page that names no practice."""
    if current_scope().kind is Kind.PRACTICE:
        return wagtail_serve(request, "")
    return render(request, "installation.html", {"site_name": settings.WAGTAIL_SITE_NAME})


def not_found(request, exception=None):
    """404 in the practice's own look, with its ways on."""
    if current_scope().kind is not Kind.PRACTICE:
        return plain_page(404, "Nothing here", "There is no page at this address.")
    return render(request, "404.html", {"practice": current_scope().practice, "page": None}, status=404)


def forbidden(request, exception=None):
    return plain_page(403, "Not for you", "You may not see this page. Go back, or sign in with another account.")


def bad_request(request, exception=None):
    return plain_page(400, "That did not work", "The request could not be understood. Go back and try it again.")


def server_error(request):
    """500 and whose fault it is; 503 while the database is away: trying again will help then."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        response = plain_page(503, *(AWAY_READING if request.method in ("GET", "HEAD") else AWAY_WRITING))
        response["Retry-After"], response["Cache-Control"] = "60", "no-store"
        return response
    return plain_page(500, "Something broke", "This is our fault, not yours. Please try it again in a minute.")
