"""Every address of the URLconf, and with what to fill it: from A's side, from B's, and with what is nobody's."""

from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from .fills import CONSTANTS, FILES, JOINED, KEYS, PATHS, KeyOf
from .marks import names_b


@dataclass(frozen=True)
class Door:
    """One URL pattern: its view's full name, its pattern as it is written, its arguments in order."""

    name: str
    pattern: str
    arguments: tuple[str, ...]

    def combinations(self, side) -> list[dict]:
        """Arguments that lead to this side's own things, a few of each."""
        if self.name in JOINED:
            return [dict(zip(self.arguments, values, strict=False)) for values in JOINED[self.name](side)]
        columns = {argument: self._values(argument, side) for argument in self.arguments}
        number = max((len(values) for values in columns.values()), default=1)
        return [{name: values[i % len(values)] for name, values in columns.items()} for i in range(number)]

    def own(self, side) -> list[str]:
        """Addresses of this side's own things."""
        if self.name in FILES:
            return list(FILES[self.name](side))
        if not self.name:
            return [PATHS[self.pattern]]
        return list(dict.fromkeys(reverse(self.name, kwargs=values) for values in self.combinations(side)))

    def foreign(self, world) -> list[str]:
        """Addresses asked for at A in which one part, or every part, is B's."""
        if not self.name:
            return []
        if self.name in FILES:
            return [path for path in self.own(world.b) if path not in self.own(world.a)]
        found = []
        for own, others in zip(*self._paired(world), strict=True):
            changed = [name for name in own if own[name] != others[name]]
            mixes = [{**own, name: others[name]} for name in changed]
            found += [reverse(self.name, kwargs=values) for values in [*mixes, {**own, **others}] if changed]
        return [path for path in dict.fromkeys(found) if names_b(path)]

    def _paired(self, world):
        own, others = self.combinations(world.a), self.combinations(world.b)
        number = min(len(own), len(others), 4)
        return own[:number], others[:number]

    def _values(self, argument, side):
        if (kind := self._kind(argument)) is not None:
            return kind.values(side)
        return CONSTANTS.get(f"{self.name}|{argument}") or CONSTANTS[argument]

    def _kind(self, argument) -> KeyOf | None:
        for prefix, kind in KEYS.get(argument, {}).items():
            if self.name.startswith(prefix):
                return kind
        return None

    @property
    def is_classified(self) -> bool:
        """Whether somebody has said how to fill it."""
        if not self.name:
            return self.pattern in PATHS
        if self.name in JOINED or self.name in FILES:
            return True
        return all(
            self._kind(argument) or f"{self.name}|{argument}" in CONSTANTS or argument in CONSTANTS
            for argument in self.arguments
        )


def _walk(patterns, prefix="", names=()):
    for pattern in patterns:
        written = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join([*names, pattern.name]) if pattern.name else ""
            yield name, written, pattern.pattern
        else:
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, written, inner)


@cache
def doors() -> tuple[Door, ...]:
    """All doors, as the project's URLconf and every hook have registered them."""
    found = {}
    for name, written, pattern in _walk(get_resolver().url_patterns):
        arguments = tuple(pattern.regex.groupindex) or tuple(f"part{i}" for i in range(pattern.regex.groups))
        found[(name, written)] = Door(name, written, arguments)
    return tuple(found.values())


def bulk_actions() -> list[tuple[str, str, str]]:
    """Every bulk action: app label, model name, action."""
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (app, model, action)
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]
