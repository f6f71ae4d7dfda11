"""A question for advice on one's own treatment, which nobody should answer below an article."""

from .patterns import phrases_in


class AskingForAdvice:
    """Goes by questions about oneself and about medicines."""

    key = "advice"
    label = "Asking for advice"
    why = "The writer asks what they should do. Answer in general words and say where they can ask in person."

    def found(self, text: str, language: str) -> list[str]:
        return phrases_in(text, "advice")
