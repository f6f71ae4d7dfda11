"""How practice B's things are recognised wherever they turn up: two words and a range of numbers.

Every name of practice B begins with FACT, every text that its people wrote carries CONTENT as well, and every row of it
has a key between 7,000,001 and 7,000,999. A request may have to name one of these (that is the attack), and its answer
may then repeat it; whatever it did not name must not come back.
"""

import re

FACT = "zanzibar"
CONTENT = "quokka"
A_KEYS, B_KEYS, GHOST_KEYS, LATER_KEYS = 5_000_000, 7_000_000, 8_000_000, 9_000_000

# Not inside a longer word or number: hashes and fractions of seconds hold all digits.
_B_KEY = re.compile(r"(?<![0-9A-Za-z.])7000[0-9]{3}(?![0-9A-Za-z])")
_ANY_KEY = re.compile(r"(?<![0-9A-Za-z.])[5789]000[0-9]{3}(?![0-9A-Za-z])")
# Keys that are no numbers begin with these.
A_UUIDS, B_UUIDS = "a0a0a0a0", "b0b0b0b0"
# What belongs to nobody, as long and of the same shape as what belongs to B.
_GHOSTS = [("zanzibar", "atlantis"), ("Zanzibar", "Atlantis"), ("quokka", "wombat"), ("Quokka", "Wombat"),
           ("b0b0b0b0-", "90909090-")]  # fmt: skip


def ghost(value):
    """The same request value for something that does not exist: texts, numbers, and all in lists and mappings."""
    if hasattr(value, "ghost"):
        return value.ghost()
    if isinstance(value, dict):
        return {ghost(key): ghost(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(ghost(item) for item in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value + GHOST_KEYS - B_KEYS if B_KEYS < value < B_KEYS + 1000 else value
    if not isinstance(value, str):
        return value
    value = _B_KEY.sub(lambda found: str(int(found.group()) + GHOST_KEYS - B_KEYS), value)
    for word, other in _GHOSTS:
        value = value.replace(word, other)
    return value


def calendar_secret(side) -> str:
    """Part of the secret address of this side's calendar: it tells its side at sight."""
    return f"{side.practice.slug}-calendar"


def names_b(value) -> bool:
    """Whether a request value names something of practice B."""
    return ghost(value) != value


def marks_in(text: str, *, but_for: str = "", allowed=()) -> list[str]:
    """Words and keys of practice B in the text, without those that ``but_for`` has too or that are allowed."""
    low, named = text.lower(), but_for.lower()
    words = [word for word in (FACT, CONTENT) if word in low and word not in named and word not in allowed]
    keys = set(_B_KEY.findall(text)) - set(_B_KEY.findall(but_for)) if "keys" not in allowed else set()
    return [*words, *sorted(keys)]


def around(text: str, mark: str) -> str:
    """Where the mark stands, for whoever reads the finding."""
    at = text.lower().find(mark)
    return " ".join(text[max(0, at - 70) : at + 60].split())


_VARIES = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"""(?<=nonce[-=])["']?[\w-]{22}"""), "<nonce>"),
    (re.compile(r"\b[0-9A-Za-z]{64}\b"), "<token>"),  # Django's masked CSRF token
    (re.compile(r'(?:data-sum|name="form_token" value)="[^"]*"'), "<form token>"),  # of a booking request
    (re.compile(r'(?<=name="name" value=")[^"]*'), "<a made-up name>"),  # of a comment's writer
    (re.compile(r"\d\d:\d\d(:\d\d)?(\.\d+)?"), "<time>"),
    # A crawl takes minutes.
    (re.compile(r"(?i)just now|\d+(?:\xa0|\\u00a0|&nbsp;|\s)(?:second|minute|hour)s?(?:\sago)?"), "<age>"),
    # Draftail numbers its paragraphs at random.
    (re.compile(r"(key(?:[\\\":=\s]|&quot;)+)[0-9a-z]{5}\b"), r"\1<block>"),
    (_ANY_KEY, "<key>"),
]


def same_for_all(text: str) -> str:
    """The text without what differs between any two answers: tokens, keys that were asked for, the minute."""
    for pattern, instead in _VARIES:
        text = pattern.sub(instead, text)
    return text
