"""A reader sends a request, and is thanked. No cookie, no script needed; whatever is wrong, nothing typed is lost."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.booking.models import BookingOffer
from cms.booking.next_sentences import next_sentence
from cms.booking.views import bridge_page, offer_here

from . import limits, proof, readers_forms
from .form_tokens import FormToken, NoToken, read_token
from .forms import RequestForm
from .offers import by_request, days_kept, takes_requests
from .readers_forms import AGAIN, as_not_taken, is_from_own_page, note_hindrance, wrong_age
from .receiving import is_here, receive

# What is said above a form that is shown again although every field is right.
SENTENCES = readers_forms.SENTENCES | {
    "closed": "This was closed while you were writing, and takes no requests at present. Nothing has been sent. "
    "What you typed stands below, so that you can copy it.",
    "replayed": AGAIN + "(This form had been sent before, with other words.)",
    "too_many": "Too many requests have come from your network or to this practice within an hour. Nothing has "
    "been sent, and what you typed stands below. Please send it again in an hour, or ring us.",
}


def _offer_here(slug: str) -> BookingOffer:
    offer = offer_here(slug)
    if not by_request(offer):
        raise Http404
    return offer


# Not Django's token, which needs a cookie: see form_tokens.py. Nobody is signed in here, so there is nothing to abuse
# but the sending of a request, which anybody may do.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send_request(request, slug):
    """Take a request. Fields that are not right, and everything else that hinders, show the form again as it was."""
    offer = _offer_here(slug)
    if request.method != "POST":
        return redirect(offer.page_url)
    form = RequestForm(request.POST, offer=offer, practice=request.practice, days=days_kept())
    if not takes_requests(offer):
        return _again(request, form, "closed", 409)
    if not is_from_own_page(request):
        return _again(request, form, "elsewhere", 403)
    if not form.is_valid():
        return _again(request, form, "", 422)
    return _take(request, form)


def _take(request, form: RequestForm):
    """Everything is filled in as it should be; is it a person, and not too much?"""
    try:
        token = read_token(form.cleaned_data["form_token"], form.offer)
    except NoToken:
        return _again(request, form, "no_token", 422)
    content = form.content()
    row_token = token.for_content(content)
    if not is_here(row_token):  # a second press of the button is answered like the first, and counts for nothing
        hindrance = _hindrance(request, form, token, row_token)
        if hindrance:
            return _again(request, form, *hindrance)
        receive(form.offer, row_token, content)
    response = redirect("request_sent", slug=form.offer.slug)
    response.status_code = 303
    return response


def _hindrance(request, form: RequestForm, token: FormToken, row_token: str) -> tuple[str, int] | None:
    """Why the request is not taken now, and the status that says so."""
    if why := wrong_age(token):
        return why, 422
    has_proof = proof.is_worked_out(form.cleaned_data["proof"], token)
    if has_proof:
        try:
            proof.use_up(token, row_token)
        except proof.Replayed:
            return "replayed", 422
    if limits.is_over(request, has_proof=has_proof):
        return "too_many", 429
    return None


def _again(request, form: RequestForm, why: str, status: int):
    """The offer's own page with the form as it was sent, and a sentence for what stood in the way."""
    note_hindrance(form, why, SENTENCES)
    request.request_form = form
    return as_not_taken(bridge_page(request, form.offer, status), status)


@require_safe
def request_sent(request, slug):
    """What happens next. The address says nothing of anybody."""
    offer = _offer_here(slug)
    context = {"offer": offer, "practice": request.practice, "days": days_kept(), "page": None}
    context["next_sentence"] = next_sentence(offer)
    return render(request, "pages/request_sent.html", context)
