"""Praise of a practitioner or of treatment, which most codes of conduct do not let a practice publish."""

from .patterns import phrases_in


class Testimonial:
    """Goes by phrases of praise, not by thanks for the article."""

    key = "testimonial"
    label = "Testimonial"
    why = (
        "It praises a practitioner or a treatment. Most professional codes do not let a practice publish that, and "
        "it may show that somebody is a client."
    )

    def found(self, text: str, language: str) -> list[str]:
        return phrases_in(text, "testimonial")
