"""What comes round by itself: packages say in ``ready()`` what is done each round or each day, and one loop does it."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

logger = logging.getLogger(__name__)

Function = Callable[[], object]
_functions: list[Function] = []
_daily: list[Function] = []
# What an operator reads of a function, by its name.
_words: dict[str, str] = {}


def every_round(function: Function, words: str = ""):
    """Have ``function()`` called in each round, every ``PERIODIC_SECONDS``; naming it again changes nothing.

    It runs in no scope, opens its own, and must be quick: what is slow takes a bounded piece of its work each time.
    One process at a time calls it; for seconds two may, when the one that did loses the database. ``words`` say to an
    operator what it does. Can be used as a decorator.
    """
    return _register(function, words, _functions)


def every_day(function: Function, words: str = ""):
    """Have ``function()`` called once a day, whoever starts how many processes how often; else as ``every_round``.

    One that fails or breaks off is tried again after an hour (sites/keeping/daily.py).
    """
    return _register(function, words, _daily)


def _register(function: Function, words: str, among: list[Function]) -> Function:
    if function not in among:
        among.append(function)
    _words[name_of(function)] = words
    return function


def name_of(function: Function) -> str:
    """The name under which a function's runs are noted."""
    return f"{function.__module__}.{function.__qualname__}"


def words_for(name: str) -> str:
    """What the function of this name does, in an operator's words; its name where nobody said."""
    return _words.get(name) or name


def names_of_rounds() -> list[str]:
    return [name_of(function) for function in _functions]


def daily_work() -> dict[str, Function]:
    """What is done once a day, by name."""
    return {name_of(function): function for function in _daily}


def run_round(
    noted: Callable[[str], AbstractContextManager] = nullcontext, may_go_on: Callable[[], bool] = lambda: True
):
    """Call every function once, each within ``noted(its name)``, as long as ``may_go_on()``.

    One that fails is logged and keeps no other from its turn.
    """
    for function in _functions:
        if not may_go_on():
            return
        try:
            with noted(name_of(function)):
                function()
        except Exception:
            logger.exception("%s failed; it is tried again next round", name_of(function))
