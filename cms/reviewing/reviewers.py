"""Who reviews articles clinically, and with which credentials."""

from django.db.models import Q
from django.utils import timezone

from cms.people.models import Credential
from sites import rules
from sites.policies import people_with
from sites.roles import Ability
from sites.scoping import remember

NO_CREDENTIAL = (
    "A clinical review needs a credential that holds today, and your profile here has none. Let an owner add one to "
    "your profile, or leave the review to somebody else."
)
LAPSED = (
    "Your credential “{title}” was valid until {day}, so this review does not count. Renew the date in your profile, "
    "or leave the review to somebody else."
)


def held_today():
    """Credentials of the practice in scope that hold today, by its calendar."""
    return Credential.objects.filter(Q(expires_date=None) | Q(expires_date__gte=timezone.localdate()))


def credentials_of(person) -> list[Credential]:
    """The person's credentials that hold today, in the order of the profile."""
    return list(held_today().filter(page__person=person, page__live=True).order_by("sort_order"))


def lapsed_sentence(person) -> str:
    """Why a review by this person would not count, and what can be done."""
    last = Credential.objects.filter(page__person=person, expires_date__isnull=False).order_by("-expires_date").first()
    if last is None:
        return NO_CREDENTIAL
    return LAPSED.format(title=last.title, day=f"{last.expires_date:%-d %B %Y}")


def able_ids() -> frozenset[int]:
    """Who may review in the practice in scope and has a credential that holds today, by account number."""

    def look_up():
        holding = held_today().filter(page__live=True).values("page__person")
        return frozenset(people_with(Ability.REVIEW).filter(pk__in=holding).values_list("pk", flat=True))

    return remember("clinical_reviewers", look_up)


def allowed_ids() -> frozenset[int]:
    """Who may review by the owner's word, whatever the credentials say today."""
    return remember(
        "allowed_reviewers", lambda: frozenset(people_with(Ability.REVIEW).values_list("pk", flat=True).distinct())
    )


def allowed_for(page) -> frozenset[int]:
    """Who may decide on the review of this page: never its author, as long as somebody else could.

    Whoever has been let review but has no credential today is among them, and is told why at the decision.
    """
    able = rules.apart_from_writers(able_ids(), page)
    return able | (allowed_ids() - able_ids() - page.specific_deferred.writer_ids)
