"""The bridge page of one offer: what it is, who, where, what it costs, and how to book."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sites.scoping import Kind, current_scope

from . import counting
from .framing import frame_of
from .models import BookingCount, BookingOffer
from .next_sentences import next_sentence
from .offers import MOST_OFFERS, all_offers, open_offers, with_people


def offer_here(slug: str) -> BookingOffer:
    """The offer of the practice at this host. Raises Http404, of another practice's as of none."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    listed = next((offer for offer in all_offers() if offer.slug == slug), None)
    # What leads nowhere at the moment still has its page, which says so.
    return listed or get_object_or_404(with_people(BookingOffer.objects.all()), slug=slug)


def page_context(request, offer) -> dict:
    """What the bridge page shows."""
    people = offer.practitioners.live().order_by("title")[:MOST_OFFERS]
    return {
        "offer": offer,
        "people": people,
        "others": [other for other in open_offers() if other.pk != offer.pk],
        "frame": frame_of(offer, request.practice.primary_host) if offer.is_open else None,
        "next_sentence": next_sentence(offer),
        "practice": request.practice,
        "page": None,
    }


def bridge_page(request, offer, status=200):
    """The page, which alone may frame the service's host; every other page of ours frames nothing."""
    context = page_context(request, offer)
    response = render(request, "pages/booking_offer.html", context, status=status)
    if context["frame"]:
        response._csp_config = {**settings.SECURE_CSP, "frame-src": context["frame"].sources}
    return response


@require_safe
def booking_offer(request, slug):
    """An offer of the practice at this host. A closed one names what remains open."""
    return bridge_page(request, offer_here(slug))


@csrf_exempt  # nobody is signed in here, and a page must not set a cookie for this
@require_POST
def booking_count(request, slug):
    """One more calendar opened, or booking announced: a number for the day, and nothing of the reader."""
    offer = offer_here(slug)
    what = request.POST.get("what")
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if not is_ours or what not in BookingCount.What.values:
        return HttpResponseBadRequest("There is nothing to count.", content_type="text/plain")
    counting.count(offer, what)
    return HttpResponse(status=204)
