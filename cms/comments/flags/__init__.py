"""What a person should look at twice in a comment, found on this server: a small class each, and a register of them.

A flag decides nothing by itself. Its words stand in ``words.yaml``; its class says what it is called, why it matters,
and what in a text it goes by.
"""

from dataclasses import dataclass

from .advice import AskingForAdvice
from .crisis import Crisis
from .identity import ContactData, FullNames
from .looks_like_spam import LooksLikeSpam
from .testimonial import Testimonial

# In the order in which they are shown.
REGISTER = [Crisis(), Testimonial(), ContactData(), FullNames(), AskingForAdvice(), LooksLikeSpam()]
BY_KEY = {flag.key: flag for flag in REGISTER}


@dataclass(frozen=True)
class Raised:
    """One flag, and the words of the text that raised it."""

    key: str
    label: str
    why: str
    words: list[str]


def raised(text: str, language: str = "en") -> list[Raised]:
    """All flags of a text, for a practice of this language."""
    found = [(flag, flag.found(text, language)) for flag in REGISTER]
    return [Raised(flag.key, flag.label, flag.why, words) for flag, words in found if words]


def keys(text: str, language: str = "en") -> list[str]:
    """Their keys alone, as they are stored."""
    return [one.key for one in raised(text, language)]
