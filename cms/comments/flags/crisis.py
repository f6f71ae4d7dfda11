"""Somebody may be in danger: their own hand, or somebody else's."""

from .patterns import phrases_in


class Crisis:
    """Errs towards being raised: a comment too many on top costs a glance, one too few may cost more."""

    key = "crisis"
    label = "Crisis"
    why = (
        "The writer may be in danger. They were shown where to find help at once. A comment is no place to help "
        "somebody: think of ringing a colleague before you decide."
    )

    def found(self, text: str, language: str) -> list[str]:
        return phrases_in(text, "crisis")
