"""What must hold before an article is sent on or goes live: packages above put their questions here.

They are asked three times: in the editor's form, where the answer stands above what was typed; when somebody approves
in a window; and once more by ``ArticlePage.publish()``, which every way to the readers leads through.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError


class Step(StrEnum):
    """What is about to happen to an article."""

    SUBMIT = "submit"
    PUBLISH = "publish"  # approving it and scheduling it, too


@dataclass(frozen=True)
class Obstacle:
    """Why an article cannot go on, in a sentence that says what to do."""

    sentence: str


class CannotGoOn(ValidationError):
    """Something stands in the way; ``messages`` has a sentence for each."""

    def __init__(self, obstacles: list[Obstacle]):
        super().__init__([obstacle.sentence for obstacle in obstacles])


# (article as it would go on, step, person or None) -> what stands in the way. No question may write anything.
Question = Callable[[object, Step, object], Iterable[Obstacle]]
_questions: list[Question] = []


def asked_before(question: Question) -> Question:
    """Have ``question(article, step, by)`` asked before an article goes on; naming it again changes nothing."""
    if question not in _questions:
        _questions.append(question)
    return question


def obstacles(article, step: Step, by=None) -> list[Obstacle]:
    """Everything that stands in the way, in the order in which the packages above are asked."""
    return [obstacle for question in _questions for obstacle in question(article, step, by)]


def let_through(article, step: Step, by=None):
    """Raise CannotGoOn unless nothing stands in the way."""
    if found := obstacles(article, step, by):
        raise CannotGoOn(found)
