"""Long texts cut around what changed in them, so that a screen stays readable."""

from dataclasses import replace

from .texts import Mark


def shortened(fragments, around: int = 12, longest: int = 120):
    """The fragments with long stretches that stayed cut to so many words beside each change.

    What is gone or new is cut in its middle from ``longest`` words.
    """
    last = len(fragments) - 1
    for place, fragment in enumerate(fragments):
        words = str(fragment.text).split(" ")
        if fragment.mark is not Mark.KEPT:
            most = longest, longest // 4
        else:
            most = around if place else 0, around if place < last else 0
        if len(words) <= sum(most) + 2:
            yield fragment
            continue
        end = words[-most[1] :] if most[1] else []
        yield replace(fragment, text=" ".join([*words[: most[0]], "…", *end]))
