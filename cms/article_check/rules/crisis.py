"""Topics that need help at hand."""

from ..findings import Level
from ..prose import Kind, is_quoted
from .rule import Rule
from .tables import any_of

# Of a topic that an article may touch in passing: so many times, or once where it says what the article is about.
OFTEN = 3
_SAYS_WHAT_IT_IS_ABOUT = {"title", "introduction"}


class CrisisWithoutHelp(Rule):
    """Whoever reads about suicide, self-harm or violence may be in the middle of it: help stands on the same page.

    Suicide and self-harm are found at their first mention; violence and abuse once they are the article's matter: in
    its title, its introduction or a heading, or named three times. Quiet in safety mode, where the page itself begins
    with help, and with a “Crisis help” block.
    Source: WHO, Preventing suicide: a resource for media professionals (2023); Samaritans' Media guidelines (2020).
    """

    key = "crisis_without_help"
    name = "Crisis topic without help"
    level = Level.STOP
    why = "A reader who is in danger now must find help on the same page."
    how = "Add a “Crisis help” block, best near the beginning; its numbers come from the register."

    def findings(self, reading):
        if reading.has("crisis_help"):
            return
        first = self._first(reading)
        if first and not reading.facts.is_in_safety_mode:
            piece, found = first
            what = f"The article speaks of “{found.group().lower()}”, and offers no help in a crisis."
            yield self.in_words(piece, found, what)

    @staticmethod
    def _first(reading):
        """Where help is needed first: piece and match, or None."""
        passing = []
        for piece in reading.pieces:
            if found := any_of("crisis", "at_once").search(piece.text):
                return piece, found
            found = list(any_of("crisis", "once_it_is_the_matter").finditer(piece.text))
            if found and (piece.kind is Kind.HEADING or piece.place in _SAYS_WHAT_IT_IS_ABOUT):
                return piece, found[0]
            passing += [(piece, one) for one in found if not is_quoted(piece.text, one.start())]
        return passing[0] if len(passing) >= OFTEN else None
