"""Why a decision could not be taken, said to whoever pressed the button."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.articles.gates import CannotGoOn
from sites.models.approval import AlreadyDecided


def cannot_go_on(request, error: CannotGoOn):
    """Every sentence, above the article."""
    return _back(request, error.messages)


def already_decided(request, error: AlreadyDecided):
    return _back(request, [error.sentence])


def _back(request, sentences: list[str]):
    """To the article with these sentences; windows over a page are told to leave for there."""
    for sentence in sentences:
        messages.error(request, sentence)
    page_id = request.resolver_match.kwargs.get("page_id")
    home = reverse("wagtailadmin_home")
    back = reverse("wagtailadmin_pages:edit", args=(page_id,)) if page_id else get_valid_next_url_from_request(request)
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": back or home})
    return redirect(back or home)
