"""What is planted in both practices before the crawl, in order. A new model gets a new plant."""

from collections.abc import Callable

from django.apps import apps

PLANTS: list[Callable] = []


def plant(*labels: str):
    """Register a function that makes rows of these models in the practice in scope; skipped where one is not there."""

    def take(function):
        if all(_is_there(label) for label in labels):
            PLANTS.append(function)
        return function

    return take


def _is_there(label: str) -> bool:
    try:
        return apps.get_model(label) is not None
    except LookupError:
        return False
