"""What readers are told of the authors' right to practise."""

from ..findings import Level
from .rule import Rule
from .tables import any_of


class LapsedCredential(Rule):
    """Readers see only credentials that hold; an author who had some and has none left would stand there with nothing.

    Source: registers require that a lapsed registration is not claimed, for example HCPC Standards of conduct, 9.
    """

    key = "lapsed_credential"
    name = "Credential that has lapsed"
    level = Level.STOP
    why = "Articles must not go out under the name of somebody whose registration is not shown to hold."
    how = "Write the new date into the profile, or choose another author."

    def findings(self, reading):
        for author in reading.facts.authors:
            credentials = author.credentials
            if credentials and not any(credential.holds for credential in credentials):
                last = max(credentials, key=lambda credential: credential.expires_date)
                day = _in_words(last.expires_date)
                what = f"No credential of {author.name} is valid today; the last one ended on {day}."
                yield self.found("authors", what, stands_on=f"{author.pk} {last.expires_date}")


class MissingSupervisor(Rule):
    """Who works under supervision says by whom.

    Source: for example California Business and Professions Code, 4980.44 and 4999.36 (associates and trainees);
    many registers ask the same.
    """

    key = "missing_supervisor"
    name = "Missing line about supervision"
    level = Level.STOP
    why = "Many places require that readers are told who supervises somebody in training or on probation."
    how = "Write into the profile, under “Supervision”, by whom, with their title and number."

    def findings(self, reading):
        in_training = any_of("training", "words")
        for author in reading.facts.authors:
            held = [each.title for each in author.credentials if each.holds]
            said = next(filter(None, map(in_training.search, [author.role_title, *held])), None)
            if said and not author.supervision.strip():
                what = f"The profile of {author.name} says “{said.group()}” and does not say who supervises."
                yield self.found("authors", what, stands_on=f"{author.pk} {said.group()}")


def _in_words(day) -> str:
    return f"{day.day} {day:%B %Y}"
