"""The form's own token, signed: when it was drawn, for which offer, and a number that nobody can guess.

Forms of other packages that readers send (comments) have such tokens too, each kind for a purpose of its own. It
stands where other forms have a cookie and Django's CSRF token. Readers keep no cookie of ours, and with
``Referrer-Policy: no-referrer`` browsers send ``Origin: null``, which says nothing.
"""

import hashlib
import json
import secrets
import time
from dataclasses import dataclass

from django.core import signing

PURPOSE = "cms.booking_requests.form"
LEAST_SECONDS = 3  # nobody reads and fills the form faster
MOST_SECONDS = 24 * 3600


class NoToken(ValueError):
    """There is no token, it was changed, or it is of another offer's or practice's form."""


@dataclass(frozen=True)
class FormToken:
    """What a token says."""

    number: str
    drawn_at: float  # seconds since 1970

    @property
    def age(self) -> float:
        return time.time() - self.drawn_at

    def for_content(self, content: dict) -> str:
        """The token of the row: the same form with the same words is one request, however often it is sent.

        Other words from the same form (somebody went back and corrected a number) are another request.
        """
        said = json.dumps([self.number, content], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def new_token(offer, *, age: float = 0, purpose: str = PURPOSE) -> str:
    """A token for a form of this offer (or of what else a practice owns), drawn now (or ``age`` seconds ago)."""
    said = [offer.practice_id, offer.pk, round(time.time() - age, 1), secrets.token_urlsafe(18)]
    return signing.Signer(salt=purpose).sign_object(said)


def read_token(written: str, offer, *, purpose: str = PURPOSE) -> FormToken:
    """What the token of a form of this offer says. Raises NoToken."""
    try:
        practice_id, offer_id, drawn_at, number = signing.Signer(salt=purpose).unsign_object(written)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoToken from error
    if (practice_id, offer_id) != (offer.practice_id, offer.pk):
        raise NoToken
    return FormToken(number, drawn_at)
