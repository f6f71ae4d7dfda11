"""Whether one word in the place of another is only better spelled: how near they are, and which words turn meaning."""

import re

# Words without which a sentence says the opposite.
NEGATIONS = {"not", "no", "never", "without", "none", "nor", "neither", "nobody", "nothing", "nowhere", "cannot"}
_SHORT = "is are was were do does did has have had ca wo could should would might must need"
NEGATIONS |= {f"{word}nt" for word in _SHORT.split()}  # "isn't" without its apostrophe
# One of these for another is another statement, however near they are spelled.
_WEIGHTY = """
    may must can could should would will might shall all any some many most more less few every each only always often
    sometimes rarely seldom before after i he she it we you they me him her us them my his its our your their who
    and or but if
"""
WEIGHTY = set(_WEIGHTY.split())
# These may be missing or too many without another meaning.
_SMALL = "a an the of to in on at by for is are was be it that as"
SMALL = set(_SMALL.split())
# One beginning for the other, or for none, turns a word round.
OPPOSED = [("in", "de"), ("pre", "post"), ("hypo", "hyper"), ("over", "under"), ("inter", "intra"), ("in", "ex")]
OPPOSED += [(prefix, "") for prefix in ("un", "in", "im", "ir", "il", "dis", "mis", "non", "anti", "re", "a", "ab")]
LONG = 7  # letters from which two slips in one word are forgiven, if its first letter stays
LONGEST = 60  # letters of a word; what is longer is an address or no word at all
_LETTER = re.compile(r"[^\W_]")


def letters(text: str) -> str:
    """Letters and digits alone, small: what is left when punctuation, spaces and capitals do not count."""
    return "".join(_LETTER.findall(text)).casefold()


def is_better_spelled(old: str, new: str) -> bool:
    """Whether a word is the other with a slip mended (or made): one letter, or two in a long word."""
    old, new = letters(old), letters(new)
    if old == new:
        return True
    # The distance is only asked for where it can be small: it costs the product of both lengths.
    if abs(len(old) - len(new)) > 2 or len(old) > LONGEST:
        return False
    if {old, new} <= WEIGHTY or _are_opposed(old, new) or _are_opposed(new, old):
        return False
    slips = distance(old, new)
    is_long = min(len(old), len(new)) >= LONG
    return slips <= 1 or (slips == 2 and is_long and old[0] == new[0])


def _are_opposed(old: str, new: str) -> bool:
    return any(
        old.startswith(one) and new.startswith(other) and old[len(one) :] == new[len(other) :] for one, other in OPPOSED
    )


def distance(old: str, new: str) -> int:
    """Letters put in, left out, exchanged or turned round (optimal string alignment distance)."""
    rows = [list(range(len(new) + 1))]
    for i, left in enumerate(old, 1):
        row = [i]
        for j, right in enumerate(new, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (left != right)))
            if i > 1 and j > 1 and left == new[j - 2] and old[i - 2] == right:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
