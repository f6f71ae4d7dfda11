"""Articles on their way: what waits for a decision of this person's, what was sent back to them, what they sent.

The rule of who decides is asked here for many practices at once, in a number of queries that does not grow; what it
says is ``rules.who_decides``, and a test holds it against the answer of each practice alone.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import WorkflowState

from cms.articles.models import ArticleAuthor, ArticlePage
from cms.pages.models import BasePage
from cms.people.models import Credential
from cms.reviewing.models import ClinicalReviewTask
from sites import rules
from sites.models import ApprovalTask, Membership
from sites.roles import GIVEN, ROLES, Ability

from .places import Places

MOST_MOVING = 1000  # articles on their way that are looked at; whoever has more sees the longest waiting


@dataclass(frozen=True)
class Moving:
    """One article on its way."""

    article: BasePage
    since: datetime
    step: str  # the model of the step it is in, in small letters
    was_sent_back: bool
    comment: str
    requested_by_id: int | None
    writers: frozenset[int]

    @property
    def is_in_review(self) -> bool:
        return self.step == ClinicalReviewTask._meta.model_name


def articles_on_their_way(places: Places) -> tuple[list[Moving], bool]:
    """Articles of these practices that wait for a decision or were sent back, the longest waiting first.

    And whether there are more than are looked at.
    """
    found = _states(places)
    states = found[:MOST_MOVING]
    ids = [int(state["object_id"]) for state in states]
    articles = BasePage.objects.filter(practice__in=places.everywhere).type(ArticlePage).in_bulk(ids)
    writers = _writers(articles.values())
    moving = [_moving(state, articles, writers) for state in states if int(state["object_id"]) in articles]
    return moving, len(found) > MOST_MOVING


def _moving(state: dict, articles: dict, writers: dict) -> Moving:
    pk, was_sent_back = int(state["object_id"]), state["status"] == WorkflowState.STATUS_NEEDS_CHANGES
    return Moving(
        article=articles[pk],
        since=state[f"current_task_state__{'finished_at' if was_sent_back else 'started_at'}"],
        step=state["current_task_state__task__content_type__model"],
        was_sent_back=was_sent_back,
        comment=state["current_task_state__comment"],
        requested_by_id=state["requested_by"],
        writers=writers[pk],
    )


def _states(places: Places) -> list[dict]:
    kind = ContentType.objects.get_for_model(BasePage)
    states = WorkflowState.objects.active().filter(
        base_content_type=kind, workflow__practice__in=places.everywhere, current_task_state__isnull=False
    )
    fields = ("started_at", "finished_at", "comment", "task__content_type__model")
    wanted = [f"current_task_state__{name}" for name in fields]
    return list(
        states.order_by("created_at", "pk").values("object_id", "status", "requested_by", *wanted)[: MOST_MOVING + 1]
    )


def _writers(articles) -> dict[int, frozenset[int]]:
    """Whose work each article is, as ``ArticlePage.writer_ids`` says of one."""
    found = {article.pk: {article.owner_id} - {None} for article in articles}
    authors = ArticleAuthor.objects.filter(page__in=found, profile__person__isnull=False).order_by()
    for page_id, person_id in authors.values_list("page_id", "profile__person"):
        found[page_id].add(person_id)
    return {pk: frozenset(people) for pk, people in found.items()}


class Deciders:
    """Who decides in each of these practices: three queries for all of them."""

    def __init__(self, places: Places):
        self._places = places
        self._members = defaultdict(list)
        members = Membership.everywhere.filter(practice__in=places.everywhere, user__is_active=True)
        for one in members.order_by().only("practice_id", "user_id", "role", *GIVEN.values(), "approves"):
            self._members[one.practice_id].append(one)
        self._holding = _people_with_a_credential(places)

    def may_decide(self, moving: Moving, user_id: int) -> bool:
        """Whether the article waits for this person."""
        practice = self._places.practices[moving.article.practice_id]
        people = self._asked(moving.step, practice.pk)
        return user_id in rules.who_decides(people, moving.writers, approves_own=practice.approves_own)

    def _asked(self, step: str, practice_id: int) -> frozenset[int]:
        if step == ClinicalReviewTask._meta.model_name:
            able = (one.user_id for one in self._members[practice_id] if one.can(Ability.REVIEW))
            return frozenset(able) & self._holding[practice_id]
        if step != ApprovalTask._meta.model_name:
            return frozenset()
        able = [one for one in self._members[practice_id] if ROLES[one.role].can(Ability.PUBLISH)]
        asked = frozenset(one.user_id for one in able if one.approves)
        return asked or frozenset(one.user_id for one in able)


def _people_with_a_credential(places: Places) -> dict[int, frozenset[int]]:
    """By practice, the people whose live profile has a credential that holds in the practice's own calendar."""
    today = {practice.pk: practice.today for practice in places.practices.values()}
    rows = Credential.objects.filter(page__practice__in=places.everywhere, page__live=True, page__person__isnull=False)
    rows = rows.filter(Q(expires_date=None) | Q(expires_date__gte=min(today.values())))
    found = defaultdict(set)
    for practice_id, person_id, expires in rows.values_list("page__practice_id", "page__person_id", "expires_date"):
        if expires is None or expires >= today[practice_id]:
            found[practice_id].add(person_id)
    return defaultdict(frozenset, {pk: frozenset(people) for pk, people in found.items()})


class Desk:
    """One person's desk while one answer is made: what several sources need is looked up once."""

    def __init__(self, places: Places):
        self.places = places

    @cached_property
    def _found(self) -> tuple[list[Moving], bool]:
        return articles_on_their_way(self.places) if self.places.memberships else ([], False)

    @property
    def moving(self) -> list[Moving]:
        """Articles on their way in the person's practices, as far as they are looked at."""
        return self._found[0]

    @property
    def most_moving(self) -> int:
        """How many of the articles on their way are looked at, where there are more; else 0."""
        return MOST_MOVING if self._found[1] else 0

    @cached_property
    def _deciders(self) -> Deciders:
        return Deciders(self.places)

    def waits_for_me(self, one: Moving) -> bool:
        """Whether the person decides on it next."""
        return not one.was_sent_back and self._deciders.may_decide(one, self.places.user.pk)

    def is_mine(self, one: Moving) -> bool:
        """Whether the person wrote it or sent it on its way."""
        return self.places.user.pk in one.writers | {one.requested_by_id}
