"""What a look is made of, at addresses of the practice: stylesheet, logo, icons, manifest; and the owner's remarks."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cms.looks import icons
from cms.looks.fields import ColourFormField
from cms.looks.look import Look, stylesheet
from cms.looks.palettes import THEMES
from sites.rules import may_configure_here
from sites.scoping import current_practice

from .look_files import file_of, icons_of, mark_of
from .look_previewing import kept
from .menus import settings_of_practice

A_YEAR = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
TYPES = {"svg": "image/svg+xml", "png": "image/png", "webp": "image/webp"}


def _settings_here():
    """Raises Http404 outside a practice."""
    settings = settings_of_practice()
    if settings is None:
        raise Http404
    return settings


@require_safe
def look_style(request, mark):
    """The stylesheet of this practice's look.

    Any other mark, be it old, another practice's or nobody's, leads to the one that holds now: an old page that
    somebody comes back to still has its look.
    """
    look = _settings_here().look
    if look.is_customised and mark == look.mark:
        return _style(stylesheet(look), A_YEAR)
    if previewed := kept(mark):
        return _style(previewed, "no-store, private")
    answer = redirect(look.address)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _style(css: str, kept_how: str) -> HttpResponse:
    headers = {"Cache-Control": kept_how, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers=headers)


@require_safe
def look_file(request, mark, name):
    """The logo or one of the icons, as they are now. Raises Http404 for any other mark or name."""
    settings, practice = _settings_here(), current_practice()
    if mark != mark_of(settings, practice):
        raise Http404
    try:
        path = file_of(settings, practice, name)
    except LookupError as error:
        raise Http404 from error
    with default_storage.open(path) as file:
        content = file.read()
    headers = {"Cache-Control": A_YEAR, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]], headers=headers)


@require_safe
def web_manifest(request):
    """Name, colours and icons for who keeps the site on the first screen of a telephone."""
    settings, practice = _settings_here(), current_practice()
    folder = icons_of(settings, practice).folder
    manifest = {
        "name": practice.name,
        "short_name": practice.name[:30],
        "lang": practice.language,
        "start_url": "/",
        "scope": "/",
        "display": "browser",  # the address stays in sight: whoever reads should see where
        "theme_color": settings.look.colour("paper", "light"),
        "background_color": settings.look.colour("paper", "light"),
        "icons": [_icon(folder, name, side) for name, (side, _) in icons.FILES.items() if side in (192, 512)],
    }
    headers = {"Cache-Control": AN_HOUR}
    return JsonResponse(manifest, content_type="application/manifest+json", headers=headers)


def _icon(folder: str, name: str, side: int) -> dict:
    purpose = "maskable" if name.startswith("maskable") else "any"
    return {"src": f"{folder}{name}", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


class ColoursForm(forms.Form):
    """The colours of the owner's form, as far as they are typed."""

    theme = forms.ChoiceField(choices=list(THEMES.items()))
    brand = ColourFormField(required=False)
    second = ColourFormField(required=False)
    paper = ColourFormField(required=False)


@require_safe
def look_remarks(request):
    """What would become of the colours that an owner is typing, in words. Stores nothing."""
    if not may_configure_here(request.user):
        raise PermissionDenied
    form = ColoursForm(request.GET)
    if not form.is_valid():
        return JsonResponse({"remarks": [sentence for field in form.errors.values() for sentence in field]})
    return JsonResponse({"remarks": list(Look(**form.cleaned_data).remarks)})
