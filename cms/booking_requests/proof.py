"""A small sum that browsers with scripts work out before they send, instead of a captcha of somebody else's.

``altcha`` makes the sum and checks the answer; ``static/js/request_form.js`` works it out. A sum belongs to one form,
and its answer is good for one request.
"""

import json
import secrets
import time

import altcha
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from .form_tokens import MOST_SECONDS, FormToken

PURPOSE = "cms.booking_requests.proof"
# SHA-256 so many times: about a third of a second on a desk, one or two seconds on an old phone.
LEAST_WORK, MOST_WORK = 5_000, 20_000
MOST_CHARACTERS = 3_000  # of an answer


class Replayed(Exception):
    """This answer was sent before, with another request."""


def _secret() -> bytes:
    return salted_hmac(PURPOSE, "", algorithm="sha256").digest()


def new_sum(token: FormToken) -> str:
    """The sum for this form, as JSON for the script."""
    made = altcha.create_challenge(
        "SHA-256",
        1,
        counter=LEAST_WORK + secrets.randbelow(MOST_WORK - LEAST_WORK),
        expires_at=int(token.drawn_at) + MOST_SECONDS,
        data={"form": token.number},
        hmac_secret=_secret(),
    )
    return json.dumps(made.to_dict(), separators=(",", ":"))


def is_worked_out(answer: str, token: FormToken) -> bool:
    """Whether this is the right answer to this form's sum. A missing or wrong one is as good as none."""
    if not answer or len(answer) > MOST_CHARACTERS:
        return False
    if not altcha.verify_solution(answer, _secret()).verified:
        return False
    return (altcha.Payload.from_base64(answer).challenge.parameters.data or {}).get("form") == token.number


def use_up(token: FormToken, row_token: str):
    """Note that the form's sum has been used for this request. Raises Replayed when it was for another.

    In the cache that all processes share; ``add`` is taken by one of them only.
    """
    key, left = f"request-proof:{token.number}", MOST_SECONDS - int(time.time() - token.drawn_at) + 60
    if not cache.add(key, row_token, timeout=left) and cache.get(key) != row_token:
        raise Replayed
