"""A report as lists to show: grouped, and never more than a screen can bear."""

from dataclasses import dataclass

from .checking import Report
from .findings import Finding
from .models import CheckDecision
from .rules.register import BY_KEY

MOST_SHOWN = 100


@dataclass(frozen=True)
class Shown:
    """One finding on the screen; ``decision`` where somebody has decided it, ``is_asked`` where somebody may."""

    finding: Finding
    is_asked: bool = False
    decision: CheckDecision | None = None

    @property
    def name(self) -> str:
        return BY_KEY[self.finding.rule].name


@dataclass(frozen=True)
class Group:
    """Findings of one weight."""

    key: str
    title: str
    rows: list[Shown]


def shown(report: Report) -> dict:
    """The groups of a report, how many findings are open, and how many more there are than are shown."""
    groups = [
        Group("stops", "Stops", [Shown(finding) for finding in report.stops]),
        Group("asks", "Asks you", [Shown(finding, is_asked=True) for finding in report.asks]),
        Group("hints", "Hints", [Shown(finding) for finding in report.hints]),
        Group("decided", "Decided", [Shown(finding, decision=decision) for finding, decision in report.decided]),
    ]
    room, kept = MOST_SHOWN, []
    for group in groups:
        kept.append(Group(group.key, group.title, group.rows[:room]))
        room -= len(kept[-1].rows)
    return {
        "groups": [group for group in kept if group.rows],
        "open_count": len(report.open),
        "more_count": len(report.findings) - (MOST_SHOWN - room),
    }
