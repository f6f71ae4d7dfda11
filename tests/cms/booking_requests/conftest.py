"""An offer that is booked by request, and a reader who fills the form."""

import json
from datetime import timedelta
from types import SimpleNamespace

import altcha
import pytest
from django.utils import timezone

from cms.booking.models import BookingOffer
from cms.booking_requests import proof
from cms.booking_requests.form_tokens import new_token, read_token
from cms.booking_requests.models import BookingRequest
from sites.scoping import in_practice
from tests.conftest import reader

# What nobody may find anywhere but in an opened request.
NAME, CONTACT, WISH = "Quillfeather", "wren.quillfeather@nest.example", "a room without a clock"


def make_offer(practice, **fields) -> BookingOffer:
    """An offer booked by request at a practice."""
    usual = {"name": "A first talk", "slug": "first-talk", "way": "request", "online": True, "in_person": True}
    with in_practice(practice):
        return BookingOffer.objects.create(**{**usual, **fields})


@pytest.fixture
def offer(alder):
    return make_offer(alder.practice)


def token_for(offer, age=60) -> str:
    """A form's token that was drawn so many seconds ago."""
    return new_token(offer, age=age)


def worked_out(offer, token: str) -> str:
    """The answer to the form's sum, as the script sends it."""
    made = altcha.Challenge.from_dict(json.loads(proof.new_sum(read_token(token, offer))))
    return altcha.Payload(made, altcha.solve_challenge(made)).to_base64()


def filled(offer, *, age=60, **changes) -> dict:
    """What a browser sends when the form is filled as it should be."""
    soon = timezone.localdate() + timedelta(days=7)
    data = {
        "name": NAME,
        "reach": "email",
        "contact": CONTACT,
        "known": "new",
        "place": "online",
        "day_1": soon.isoformat(),
        "time_1": "14:30",
        "zone": "Europe/London",
        "consent": "on",
        "website": "",
        "proof": "",
        "form_token": token_for(offer, age),
        **changes,
    }
    return {name: value for name, value in data.items() if value is not None}


def send(practice, offer, *, data=None, headers=None, **changes):
    """Send the form at a practice's address, as a browser that keeps nothing."""
    data = filled(offer, **changes) if data is None else data
    return reader(practice).post(f"/book/{offer.slug}/request/", data, headers=headers or {})


def stored(practice) -> list[BookingRequest]:
    """All requests of the practice."""
    with in_practice(practice):
        return list(BookingRequest.objects.order_by("pk"))


@pytest.fixture
def received(alder, offer, django_capture_on_commit_callbacks):
    """One request that has come in at A, with what was written."""
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(alder.practice, offer)
    assert answer.status_code == 303
    (request,) = stored(alder.practice)
    return SimpleNamespace(request=request, practice=alder.practice, offer=offer)
