"""The request form, for the page of an offer, which knows nothing of requests."""

from django import template

from cms.blocks import crisis

from .. import proof
from ..form_tokens import NoToken, new_token, read_token
from ..forms import RequestForm
from ..offers import by_request, days_kept, takes_requests

register = template.Library()


@register.inclusion_tag("components/request_form.html", takes_context=True)
def request_form(context, offer):
    """The form, empty or as it was sent. Nothing for offers that are booked in another way, or are closed."""
    request, practice = context["request"], context["practice"]
    sent = getattr(request, "request_form", None)
    if not by_request(offer) or not (sent or takes_requests(offer)):
        return {"form": None}
    form = sent or RequestForm(offer=offer, practice=practice, days=days_kept())
    token = _token_for(form, offer)
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


def _token_for(form: RequestForm, offer) -> str:
    """The one that the form was sent with, where that is good for another try; else a new one."""
    sent = form.data.get("form_token", "") if form.is_bound else ""
    if getattr(form, "keeps_token", False):
        try:
            return sent if 0 <= read_token(sent, offer).age < 20 * 3600 else new_token(offer)
        except NoToken:
            pass
    return new_token(offer)
