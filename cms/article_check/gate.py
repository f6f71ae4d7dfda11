"""What the check puts in an article's way: stops, and questions that nobody has decided."""

from cms.articles.gates import Obstacle, Step

from .checking import check
from .findings import Finding, Level


def what_the_check_says(article, step: Step, by=None) -> list[Obstacle]:
    """For sending on and for publishing alike: what hinders the one hinders the other."""
    return [Obstacle(_sentence(finding)) for finding in check(article).open]


def _sentence(finding: Finding) -> str:
    quoted = f" (“{finding.excerpt}”)" if finding.excerpt else f" ({finding.where})" if finding.where else ""
    or_decide = " Or say in the article check why it stays." if finding.level is Level.ASK else ""
    return f"{finding.what}{quoted} {finding.how}{or_decide}"
