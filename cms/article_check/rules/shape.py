"""How hard a text is to read: level, long paragraphs, headings."""

import re

from cms.blocks.words import words

from ..findings import Level
from ..prose import Kind, sentences
from .rule import Rule

LONG_PARAGRAPH = 180  # words: a phone's screen and a half
WITHOUT_HEADINGS = 500  # words that may stand without a heading
FEWEST_WORDS = 150  # below that a level means nothing
HARDEST_GRADE = 13.0  # years of school; health information is often asked to stay below 9, articles for adults may not
_PROSE = {Kind.TEXT, Kind.ITEM}


class LongParagraph(Rule):
    """A paragraph that fills more than a phone's screen is skipped."""

    key = "long_paragraph"
    name = "Long paragraph"
    level = Level.HINT
    why = "On a phone it fills more than a screen, and tired readers lose their place."
    how = "Part it where the thought turns."

    def findings(self, reading):
        for piece in reading.body:
            length = len(words(piece.text)) if piece.kind is Kind.TEXT else 0
            if length > LONG_PARAGRAPH:
                yield self.found(piece.place, f"This paragraph has {length} words.", excerpt=piece.text)


class HeadingJump(Rule):
    """Headings go down one level at a time (WCAG 2.2, technique G141)."""

    key = "heading_jump"
    name = "Heading that skips a level"
    level = Level.HINT
    why = "Readers who listen move by headings, and think that they have missed one."
    how = "Choose a higher level here."

    def findings(self, reading):
        deepest = 1
        for piece in reading.body:
            if piece.kind is Kind.HEADING:
                if piece.level > deepest + 1:
                    yield self.found(piece.place, "This heading skips a level.", excerpt=piece.text)
                deepest = piece.level


class NoHeadings(Rule):
    """A long text without any heading cannot be looked through; pasting often loses them."""

    key = "no_headings"
    name = "No headings"
    level = Level.HINT
    why = "Nobody can look through it for the part that they need. Pasting often loses headings."
    how = "Add a heading where a new thought begins."

    def findings(self, reading):
        length = sum(len(words(piece.text)) for piece in reading.body)
        if length >= WITHOUT_HEADINGS and not any(piece.kind is Kind.HEADING for piece in reading.body):
            yield self.found("body", f"There is no heading in {length} words.")


class HardToRead(Rule):
    """The Flesch-Kincaid grade (Kincaid et al., 1975) of the running text: years of school that it takes."""

    key = "hard_to_read"
    name = "Hard to read"
    level = Level.HINT
    why = "Worried people read less well than they can. Long sentences and long words are what makes it hard."
    how = "Part the longest sentences, and take everyday words where there are any."

    def findings(self, reading):
        texts = [piece.text for piece in reading.body if piece.kind in _PROSE]
        counted = sum(len(words(text)) for text in texts)
        if counted >= FEWEST_WORDS and (level := grade(texts, counted)) > HARDEST_GRADE:
            yield self.found("body", f"It takes about {round(level)} years of school to read this with ease.")


def grade(texts: list[str], counted: int) -> float:
    """The Flesch-Kincaid grade of texts with so many words; syllables are groups of vowels, roughly."""
    ends = sum(len(sentences(text)) for text in texts)
    syllables = sum(_syllables(word) for text in texts for word in words(text))
    return 0.39 * counted / max(1, ends) + 11.8 * syllables / counted - 15.59


_VOWELS = re.compile(r"[aeiouyà-ÿ]+")


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(_VOWELS.findall(word))
    is_silent = word.endswith(("e", "es", "ed")) and not word.endswith(("le", "ted", "ded", "ses", "ces", "ges", "zes"))
    return max(1, count - (1 if is_silent else 0))
