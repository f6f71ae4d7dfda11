"""Check an article: every rule once, and what people have decided about it."""

from dataclasses import dataclass, field

from .decisions import decisions_about
from .findings import Finding, Level
from .models import CheckDecision
from .reading import Reading
from .rules.register import RULES

MOST_OF_A_RULE = 1000  # findings of one rule in one article, so that no paste makes the work endless


@dataclass
class Report:
    """What was found, by weight, each in the order of the rules and then of the text."""

    stops: list[Finding] = field(default_factory=list)
    asks: list[Finding] = field(default_factory=list)  # undecided
    decided: list[tuple[Finding, CheckDecision]] = field(default_factory=list)
    hints: list[Finding] = field(default_factory=list)

    @property
    def open(self) -> list[Finding]:
        """What stands between the article and its readers."""
        return [*self.stops, *self.asks]

    @property
    def findings(self) -> list[Finding]:
        return [*self.stops, *self.asks, *(finding for finding, _ in self.decided), *self.hints]

    def asked(self, fingerprint: str) -> Finding | None:
        """A finding that asks, decided or not, by its fingerprint."""
        every = [*self.asks, *(finding for finding, _ in self.decided)]
        return next((finding for finding in every if finding.fingerprint == fingerprint), None)


def findings_in(article) -> list[Finding]:
    """What all rules find. The same sentence twice is one finding of a rule, at its first place."""
    reading, found = Reading(article), {}
    for rule in RULES:
        for number, finding in enumerate(rule.findings(reading)):
            if number >= MOST_OF_A_RULE:
                break
            found.setdefault(_known_by(finding), finding)
    return list(found.values())


def _known_by(finding: Finding) -> tuple:
    """Two questions about the same words are answered together; stops and hints are shown at each place."""
    return (finding.fingerprint,) if finding.level is Level.ASK else (finding.fingerprint, finding.place)


def check(article) -> Report:
    """Check an article as it is in memory: saved or not, whole or full of holes. Writes nothing."""
    report = Report()
    findings = findings_in(article)
    asks = any(finding.level is Level.ASK for finding in findings)
    decisions = decisions_about(article) if asks else {}
    for finding in findings:
        if finding.level is Level.STOP:
            report.stops.append(finding)
        elif finding.level is Level.HINT:
            report.hints.append(finding)
        elif finding.fingerprint in decisions:
            report.decided.append((finding, decisions[finding.fingerprint]))
        else:
            report.asks.append(finding)
    return report
