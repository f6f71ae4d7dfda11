"""The request form, for the page of an offer, which knows nothing of requests."""

from django import template

from cms.blocks import crisis

from .. import proof
from ..form_tokens import read_token
from ..forms import RequestForm
from ..offers import by_request, days_kept, takes_requests
from ..readers_forms import token_for

GOOD_SECONDS = 20 * 3600  # an older token might be too old by the time the form is sent again

register = template.Library()


@register.inclusion_tag("components/request_form.html", takes_context=True)
def request_form(context, offer):
    """The form, empty or as it was sent. Nothing for offers that are booked in another way, or are closed."""
    request, practice = context["request"], context["practice"]
    sent = getattr(request, "request_form", None)
    if not by_request(offer) or not (sent or takes_requests(offer)):
        return {"form": None}
    form = sent or RequestForm(offer=offer, practice=practice, days=days_kept())
    token = token_for(form, offer, good_seconds=GOOD_SECONDS)
    return {
        "form": form,
        "offer": offer,
        "practice": practice,
        "takes_requests": takes_requests(offer),
        "waiting_list": offer.has_waiting_list,
        "crisis": crisis.for_country(practice.country),
        "form_token": token,
        "sum": proof.new_sum(read_token(token, offer)),
    }
