"""Whether a change is only a typing correction, which an editor may make without sending the article round again."""

import re
import unicodedata
from collections import Counter

from .changes import Change, Comparison, Detail, Kind, Nature
from .comparing import compare
from .spelling import NEGATIONS, SMALL, is_better_spelled, letters
from .texts import Swap
from .tokens import ITEM, PARAGRAPH

# About one slip in each paragraph of a short article. Beyond that somebody should read the whole again.
MOST_WORDS = 12
INSTEAD = "Submit it instead."
TEXT_FIELDS = {"title", "introduction", "search_description", "seo_title", "picture_caption"}
NAMED_PEOPLE = {"who", "authors"}  # parts of blocks that say whose words they are
EVIDENCE = {"references"}  # blocks that readers look sources up by: one letter leads elsewhere
OF_BLOCKS = {
    Kind.ADDED: "This adds a block.",
    Kind.REMOVED: "This takes a block out.",
    Kind.MOVED: "This moves a block.",
}
_ADDRESS = re.compile(r"@|://|\bwww\.|\w\.\w{2,}")
_ENDS_SENTENCE = re.compile(rf"(^|[.?!:…{PARAGRAPH}{ITEM}])[)\]’”\"']*$")
_NAME_WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")


def is_typing_correction(before, after) -> str:
    """Empty if one version is the other with typing slips mended; otherwise a sentence that says why it is not.

    Nothing but words within texts may differ: no block, link, picture, number, name, date or setting, and no word
    that turns a sentence round. Editors decide what is true; this only keeps what is more than a slip off the fast
    lane. It knows no dictionary: "form" for "from" passes in both directions.
    """
    return objection(compare(before, after), _names_in(before) | _names_in(after))


def objection(comparison: Comparison, names: set[str] = frozenset()) -> str:
    """Why a comparison is more than a typing correction; ``names`` are small-letter words that name people."""
    for change in comparison.changes:
        if why := _of_change(change, names):
            return f"{why} {INSTEAD}"
    words = sum(max(len(swap.gone), len(swap.new)) for swap in _swaps(comparison))
    if words > MOST_WORDS:
        return f"This changes {words} words. A typing correction changes {MOST_WORDS} at most. {INSTEAD}"
    return ""


def _swaps(comparison):
    return (swap for change in comparison.changes for detail in change.details for swap in detail.swaps)


def _names_in(page) -> set[str]:
    """Words that name somebody: those of the byline, and those with a capital letter in the middle of a sentence."""
    text = " ".join(getattr(page, name, "") or "" for name in ("byline", "written_with"))
    inside = _NAME_WITHIN.findall(getattr(page, "plain_text", "") or "")
    return {letters(word) for word in [*text.split(), *inside] if word[0].isupper()}


def _of_change(change: Change, names) -> str:
    if not change.is_of_block and change.place not in TEXT_FIELDS:
        return f"This changes more than words: {change.name}."
    if change.block_type in EVIDENCE:
        return "This changes the references."
    whole = next((OF_BLOCKS[kind] for kind in change.kinds if kind in OF_BLOCKS), "")
    return whole or next(filter(None, (_of_detail(detail, names) for detail in change.details)), "")


def _of_detail(detail: Detail, names) -> str:
    if detail.nature is Nature.PARTS:
        return "This adds, takes out or moves a part of a block."
    if detail.nature is not Nature.WORDS:
        return f"This changes more than words: {detail.label}."
    if detail.path and detail.path[-1] in NAMED_PEOPLE:
        return "This changes who said something."
    if detail.links:
        return "This changes a link."
    if detail.is_reformatted:
        return "This changes the formatting."
    return next(filter(None, (_of_swap(swap, names) for swap in detail.swaps)), "")


def _of_swap(swap: Swap, names) -> str:
    for is_more, why in OBJECTIONS:
        if is_more(swap, names):
            return why.format(gone=" ".join(swap.gone) or "nothing", new=" ".join(swap.new) or "nothing")
    return ""


def _breaks_text(swap, names) -> bool:
    return any(word in (PARAGRAPH, ITEM) for word in swap.gone + swap.new)


def _changes_a_number(swap, names) -> bool:
    gone, new = ([word.strip(",;:!?.()“”‘’\"'") for word in side if _is_exact(word)] for side in _sides(swap))
    return gone != new


def _is_exact(word: str) -> bool:
    """Whether a word holds a number, a currency, another sign or a little picture: none is a matter of spelling."""
    return any(character in "%‰" or unicodedata.category(character)[0] in "NS" for character in word)


def _changes_an_address(swap, names) -> bool:
    if "".join(swap.gone) == "".join(swap.new):
        return False  # a space that was missing after a full stop
    gone, new = ([word.strip(",;:!?.()“”") for word in side if _ADDRESS.search(word)] for side in _sides(swap))
    return gone != new


def _turns_the_meaning(swap, names) -> bool:
    gone, new = (Counter(filter(NEGATIONS.__contains__, map(letters, side))) for side in _sides(swap))
    return gone != new and letters("".join(swap.gone)) != letters("".join(swap.new))


def _changes_a_name(swap, names) -> bool:
    if letters("".join(swap.gone)) == letters("".join(swap.new)):
        return False
    if any(letters(word) in names for word in swap.gone + swap.new):
        return _real_words(swap.gone) != _real_words(swap.new)
    return any(_are_capital(pair) and not _begins_sentence(swap, at) for at, pair in enumerate(_pairs(swap)))


def _are_capital(pair) -> bool:
    return all(len(letters(word)) > 1 and word.strip("“‘\"'(")[:1].isupper() for word in pair)


def _begins_sentence(swap, at: int) -> bool:
    return bool(_ENDS_SENTENCE.search(swap.new[at - 1] if at else swap.before))


def _is_another_text(swap, names) -> bool:
    if letters("".join(swap.gone)) == letters("".join(swap.new)):
        return False
    return not (_is_doubled(swap) or _are_small(swap) or _are_near(swap.gone, swap.new))


def _is_doubled(swap) -> bool:
    """A word that stood twice, once too often."""
    return not swap.new and len(swap.gone) == 1 and letters(swap.gone[0]) in map(letters, (swap.before, swap.after))


def _are_small(swap) -> bool:
    only = swap.gone or swap.new
    return not (swap.gone and swap.new) and len(only) == 1 and letters(only[0]) in SMALL


def _are_near(gone, new) -> bool:
    """Word for word; where one side has a word more, that may be a small one."""
    if len(gone) == len(new):
        return all(is_better_spelled(old, now) for old, now in zip(gone, new, strict=True))
    longer, shorter = (gone, new) if len(gone) > len(new) else (new, gone)
    if len(longer) - len(shorter) > 1:
        return False
    without = ((*longer[:at], *longer[at + 1 :]) for at, word in enumerate(longer) if letters(word) in SMALL)
    return any(_are_near(fewer, shorter) for fewer in without)


def _real_words(side) -> list[str]:
    return [letters(word) for word in side if letters(word)]


def _sides(swap):
    return swap.gone, swap.new


def _pairs(swap):
    return zip(swap.gone, swap.new, strict=False)


OBJECTIONS = [
    (_breaks_text, "This changes where a paragraph begins or ends."),
    (_changes_a_number, "This changes a number or a sign: “{gone}” to “{new}”."),
    (_turns_the_meaning, "This may turn the meaning: “{gone}” to “{new}”."),
    (_changes_a_name, "This may change a name: “{gone}” to “{new}”."),
    (_changes_an_address, "This changes an address: “{gone}” to “{new}”."),
    (_is_another_text, "This changes more than spelling: “{gone}” to “{new}”."),
]
