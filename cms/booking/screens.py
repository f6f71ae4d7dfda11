"""What the admin asks about offers: whether a pasted link is understood, and whether an offer is still used."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.shortcuts import render
from django.views.decorators.http import require_POST
from wagtail.models import ReferenceIndex

from sites import rules

from .models import BookingOffer
from .providers import LONGEST_PASTE, Refused
from .understanding import answer_to


@require_POST
def understand(request):
    """The answer to what was pasted, as a part of the form. Nothing is kept."""
    if not rules.may_configure(request.user, request.practice):
        raise PermissionDenied
    pasted = request.POST.get("pasted", "")[: LONGEST_PASTE + 1].strip()
    context = {}
    if pasted:
        try:
            context["understood"] = answer_to(pasted)
        except Refused as refusal:
            context["refusal"] = str(refusal)
    return render(request, "wagtailadmin/booking/understood_words.html", context)


def with_uses(offers):
    """Offers with ``uses``: how many pages name each. What shows the default or the author's own does not name it."""
    kind = ContentType.objects.get_for_model(BookingOffer)
    named = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=Cast(OuterRef("pk"), CharField()))
    number = named.order_by().values("to_object_id").annotate(number=Count("object_id", distinct=True))
    return offers.annotate(uses=Coalesce(Subquery(number.values("number")), 0))
