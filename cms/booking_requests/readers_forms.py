"""What all forms have in common that readers send: they keep no cookie, and come again with all that was typed.

Booking requests have such a form, and so have comments. What is wrong with a form is said by a key of ``SENTENCES``,
to which each kind adds its own.
"""

from .counting import RETRY_SECONDS
from .form_tokens import LEAST_SECONDS, MOST_SECONDS, PURPOSE, FormToken, NoToken, new_token, read_token

# What is said above a form that is shown again although every field is right.
AGAIN = "Nothing is lost and nothing has been sent yet. Look through it once more, then send it. "
SENTENCES = {
    "no_token": AGAIN + "(The form had lost a mark that it carries.)",
    "old": AGAIN + "(The form had stood open for more than a day.)",
    "quick": AGAIN + "(It came so fast that we took it for a robot’s.)",
    "elsewhere": "This came from another site’s page, so it was not sent. Look through it, then send it from here.",
}
# Browsers that say where a form stands say one of these of our own; "same-site" would be another practice's page.
OWN_PAGES = {"", "same-origin", "none"}


def is_from_own_page(request) -> bool:
    """Whether the form that was sent stands on a page of this host, as far as the browser says."""
    return request.headers.get("Sec-Fetch-Site", "") in OWN_PAGES


def wrong_age(token: FormToken) -> str:
    """ "old" or "quick", where the form was drawn too long ago or only just now; else nothing."""
    if token.age > MOST_SECONDS:
        return "old"
    return "quick" if token.age < LEAST_SECONDS else ""


def note_hindrance(form, why: str, sentences: dict[str, str]):
    """Give a form that is shown again its sentence, and the token that it was sent with where that stays good."""
    form.hindrance = sentences.get(why, "")
    form.keeps_token = why in ("", "quick")  # its time has passed by the next try; else a new one is drawn


def as_not_taken(response, status: int):
    """The page with a form that was not taken, kept nowhere, with its status and when to try again."""
    response.status_code = status
    response["Cache-Control"] = "no-store"
    if status == 429:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def token_for(form, thing, *, good_seconds: int, purpose: str = PURPOSE) -> str:
    """The token that the form was sent with, where it is younger than that; else a new one.

    ``thing`` is what the form is about, an offer or an article.
    """
    sent = form.data.get("form_token", "") if form.is_bound else ""
    if getattr(form, "keeps_token", False):
        try:
            if 0 <= read_token(sent, thing, purpose=purpose).age < good_seconds:
                return sent
        except NoToken:
            pass
    return new_token(thing, purpose=purpose)
