"""What tells who somebody is: ways to reach them, and full names."""

import re

from .patterns import MOST_SHOWN, lists

# Lengths are bounded, so that no text takes long to read.
AT, DOT = r"\s?(?:@|\[at\]|\(at\))\s?", r"\s?(?:\.|\[dot\]|\(dot\))\s?"
EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}{AT}[\w-]{{1,63}}(?:{DOT}[\w-]{{1,63}}){{1,5}}", re.IGNORECASE)
ENDINGS = "com|org|net|info|biz|io|co\\.uk|uk|de|ie|us|ca|au|nz|shop|xyz|top|online|site|club|ru|cn|example"
WEB = re.compile(rf"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{{2,63}}\.(?:{ENDINGS})\b(?:/\S*)?", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w.])\+?\(?\d[\d\s().\-/]{6,18}\d(?![\w])")
HANDLE = re.compile(r"(?<![\w@/.])@[A-Za-z][\w.]{2,30}")
STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’]+\s+){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Terrace|Place|Square|Way|Gardens|Grove)\b"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
WORD = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zà-ÿ]+)?"
NAME = re.compile(rf"\b(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Professor|Doctor)\.?\s+{WORD}(?:\s+{WORD})?|{WORD}\s+{WORD})\b")
FEWEST_DIGITS = 8  # of a number to ring; years and doses have fewer


class ContactData:
    """E-mail and web addresses, numbers, handles, streets and postcodes."""

    key = "contact"
    label = "Contact data"
    why = "It holds a way to reach somebody. Take it out before you approve the comment, or reject it."

    def found(self, text: str, language: str) -> list[str]:
        numbers = [one for one in PHONE.findall(text) if sum(char.isdigit() for char in one) >= FEWEST_DIGITS]
        mails = [match.group() for match in EMAIL.finditer(text)]
        rest = EMAIL.sub(" ", text)  # an e-mail address ends in what would be a site's
        others = mails + [found.group() for kind in (WEB, HANDLE, STREET, POSTCODE) for found in kind.finditer(rest)]
        return list(dict.fromkeys(one.strip() for one in [*others, *numbers]))[:MOST_SHOWN]


class FullNames:
    """Two capitalised words that are not known as anything but a name, and names behind a title."""

    key = "names"
    label = "Full names"
    why = "It may name somebody in full. Names of other people, and a writer's own, are better taken out."

    def found(self, text: str, language: str) -> list[str]:
        names = (match.group() for match in NAME.finditer(text))
        return list(dict.fromkeys(name for name in names if self._is_a_name(name)))[:MOST_SHOWN]

    @staticmethod
    def _is_a_name(words: str) -> bool:
        """Beginnings of sentences, days, months, countries and kinds of therapy are no names."""
        known = set(lists()["no_names"])
        return not any(word.strip(".").lower() in known for word in re.split(r"\s+", words))
