"""What an answer means for a booking address, in words for its owner."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from .asking import Answer, Kind
from .links import is_same_place, link_of

GONE = {404, 410}
TURNED_AWAY = {401, 403, 405, 406, 418, 429, 451}  # services answer programs so that serve readers all the same
NEVER = None


class State(models.TextChoices):
    """How a booking address stands."""

    WAITING = "waiting", "Not asked yet"
    RIGHT = "right", "Answers"
    WRONG = "wrong", "Answers wrongly"
    UNREACHABLE = "unreachable", "Could not be asked"


@dataclass(frozen=True)
class Finding:
    """A state, its sentence, and after how many daily rounds in a row the owners get a letter."""

    state: State
    sentence: str = ""
    rounds_before_telling: int | None = NEVER

    def about(self, host: str) -> str:
        return self.sentence.format(host=host)


RIGHT = Finding(State.RIGHT)
PAGE_GONE = Finding(State.WRONG, "This booking page does not exist any more at {host}.", 1)
ELSEWHERE = Finding(State.WRONG, "This address leads on to another host, {host}.", 1)
NO_CERTIFICATE = Finding(State.WRONG, "{host} has no valid certificate, so browsers warn readers of it.", 1)
NOT_HTTPS = Finding(State.WRONG, "This address leads to one that is no plain https:// address.", 1)
# A look-up can fail for a day without being wrong.
NOT_PUBLIC = Finding(State.WRONG, "There is no {host} on the public internet. This may be a slip of the keyboard.", 2)
REFUSED = Finding(State.UNREACHABLE, "{host} does not answer programs, so this address cannot be checked for you.")
SILENT = Finding(State.UNREACHABLE, "{host} did not answer as it should.", 3)

OF_KINDS = {
    Kind.NOT_PUBLIC: NOT_PUBLIC,
    Kind.NOT_HTTPS: NOT_HTTPS,
    Kind.CERTIFICATE: NO_CERTIFICATE,
    Kind.LED_ON_AND_ON: REFUSED,
    Kind.SILENT: SILENT,
}


# Short addresses lead on by their nature.
LEADS_ON_TO = {"calendar.app.google": "calendar.google.com"}


def finding_of(answer: Answer, address: str, is_owned: Callable[[str], bool] = lambda host: False) -> Finding:
    """What the answer to a booking address means.

    ``address`` is the one that was asked first; ``is_owned`` says of a host whether it belongs to the same service.
    """
    if answer.kind is not Kind.ANSWERED:
        return OF_KINDS[answer.kind]
    if answer.status in GONE:
        return PAGE_GONE
    if answer.status in TURNED_AWAY:
        return REFUSED
    if not 200 <= (answer.status or 0) < 300:
        return SILENT
    asked = link_of(address).host
    is_at_home = is_same_place(answer.host, asked) or is_owned(answer.host) or LEADS_ON_TO.get(asked) == answer.host
    return RIGHT if is_at_home else ELSEWHERE
