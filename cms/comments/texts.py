"""What somebody typed, as text that can do nothing to the page or to whoever reads it.

Nothing of it is ever a link: there is nothing to gain by one and nothing to click by mistake. What looks like an
address stays as words.
"""

import re
import unicodedata

MOST_MARKS = 3  # on one letter; Vietnamese and vowelled Hebrew need that many, "Zalgo" has dozens
# Turn the direction of what follows, or hide between letters: U+061C, U+180E, U+200B, U+200E to U+200F, U+202A to
# U+202E, U+2060 to U+206F, U+FEFF, U+FFF9 to U+FFFB, and tags (U+E0000 to U+E007F).
UNSEEN = re.compile(
    "[\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners shape letters in Persian and Hindi and hold an emoji's parts together; between Latin letters they only hide.
JOINERS = "\u200c\u200d"
STRAY_JOINER = re.compile(f"(?<![^\x00-\u02ff])[{JOINERS}]+|[{JOINERS}]+(?![^\x00-\u02ff{JOINERS}])")
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")


def plain(typed: str) -> str:
    """Text of several lines: its own direction, no more than one empty line together, nothing unseen."""
    text = LINE_ENDS.sub("\n", typed)
    text = _without_the_unseen(text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain_line(typed: str) -> str:
    """The same in one line, for a name."""
    return " ".join(plain(typed).split())


def _without_the_unseen(text: str) -> str:
    text = UNSEEN.sub("", unicodedata.normalize("NFC", text))
    text = STRAY_JOINER.sub("", text)
    return "".join(_bounded(char for char in text if char == "\n" or not _is_control(char)))


def _is_control(char: str) -> bool:
    """Control characters, halves of characters, private and unassigned ones. Tabs become spaces with the lines."""
    return char != "\t" and unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")


def _bounded(chars):
    marks = 0
    for char in chars:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            yield char
