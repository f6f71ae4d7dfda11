"""What advertising looks like: rules that need no learning. How much they count is in cms/comments/spam."""

import re
import unicodedata

from .identity import WEB
from .patterns import phrases_in

MANY_LINKS = 2
REPEATED = re.compile(r"(\S)\1{7,}|\b(\w{3,24})\b(?:\W+\2\b){4,}", re.IGNORECASE)
MARKUP = re.compile(r"<a\s+href|\[url[=\]]|\[link", re.IGNORECASE)
LATIN = {"en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl"}
FOREIGN_SHARE = 0.4  # of all letters


class LooksLikeSpam:
    """Known words of shops, several links, markup for links, repetition, and another script than the practice's."""

    key = "spam"
    label = "Looks like spam"
    why = "It looks like advertising. If it is none, approve it: the filter learns from that."

    def found(self, text: str, language: str) -> list[str]:
        links = WEB.findall(text)
        signs = [
            (f"{len(links)} links", len(links) >= MANY_LINKS),
            ("code for links", bool(MARKUP.search(text))),
            ("repetition", bool(REPEATED.search(text))),
            ("another script than the practice's", _is_foreign(text, language)),
        ]
        return [*phrases_in(text, "spam"), *(words for words, is_there in signs if is_there)]


def _is_foreign(text: str, language: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 8 or language.split("-")[0] not in LATIN:
        return False
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign / len(letters) >= FOREIGN_SHARE
