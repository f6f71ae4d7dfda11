"""The page of one offer: what it is, who, where, what it costs, and how to book."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sites.scoping import Kind, current_scope

from .models import BookingOffer
from .offers import open_offers


@require_safe
def booking_offer(request, slug):
    """An offer of the practice at this host. A closed one names what remains open."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    offer = get_object_or_404(BookingOffer.objects.select_related("practitioner"), slug=slug)
    others = [other for other in open_offers() if other.pk != offer.pk]
    context = {"offer": offer, "others": others, "practice": request.practice, "page": None}
    return render(request, "pages/booking_offer.html", context)
