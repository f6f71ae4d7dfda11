"""What comes round by itself: packages say in ``ready()`` what is to be done each round, and one loop does it."""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)

_functions: list[Callable[[], None]] = []


def every_round(function: Callable[[], None]):
    """Have ``function()`` called in each round, every ``PERIODIC_SECONDS``; naming it again changes nothing.

    It runs in no scope, opens its own, and must be quick: what is slow takes a bounded piece of its work each time.
    Two processes may call it at once. Can be used as a decorator.
    """
    if function not in _functions:
        _functions.append(function)
    return function


def run_round():
    """Call every function once. One that fails is logged and keeps no other from its turn."""
    for function in _functions:
        try:
            function()
        except Exception:
            logger.exception("%s.%s failed; it is tried again next round", function.__module__, function.__qualname__)
