"""What waits for people: a table of sources, each with what it is, for whom, and the one next step.

A source is asked for a page of rows for all of a person's practices at once; the practices it may look into are the
ones that ``Places`` gives for the ability that its next step needs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BigIntegerField, CharField, Count, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from cms.articles.models import ArticlePage
from cms.booking_requests.models import BookingRequest
from cms.comments.models import ReaderComment
from cms.link_checks.models import LinkCheck
from cms.people.models import Credential
from sites.roles import Ability

from .moving import Desk
from .places import Places
from .rows import EMPTY, Heap, Row

LISTED = ("practice_id", "draft_title", "title", "byline", "path", "depth", "content_type")
CREDENTIAL_DAYS = 60  # before it lapses: time to renew a registration


@dataclass(frozen=True)
class Source:
    """One kind of thing that waits. ``find(desk, first, number)`` gives a page of it and the whole number."""

    key: str
    heading: str
    empty: str
    find: Callable[[Desk, int, int], Heap]


def _edit(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=(page_id,))


def _heap(places: Places, rows, first: int, number: int, drawn: Callable) -> Heap:
    """A page of a query with the whole number, in one query. Past the end it says how many there are."""
    if not places.memberships:
        return EMPTY
    found = list(rows.annotate(in_all=Window(Count("pk")))[first : first + number])
    total = found[0].in_all if found else (rows.count() if first else 0)
    return Heap([drawn(places.practices[one.practice_id], one) for one in found], total)


# --- articles on their way ---


def _of_moving(desk: Desk, first: int, number: int, wanted: Callable, drawn: Callable) -> Heap:
    moving = [one for one in desk.moving if wanted(one)]
    rows = [drawn(desk.places.practices[one.article.practice_id], one) for one in moving[first : first + number]]
    return Heap(rows, len(moving), desk.most_moving)


def to_decide(desk, first, number):
    def drawn(practice, one):
        step = "Review it" if one.is_in_review else "Read and decide"
        return Row(practice, one.article.draft_title, step, _edit(one.article.pk), one.since, one.article.byline)

    return _of_moving(desk, first, number, desk.waits_for_me, drawn)


def sent_back(desk, first, number):
    def drawn(practice, one):
        return Row(practice, one.article.draft_title, "Mend it", _edit(one.article.pk), one.since, note=one.comment)

    return _of_moving(desk, first, number, lambda one: one.was_sent_back and desk.is_mine(one), drawn)


def under_way(desk, first, number):
    """The person's own articles that wait for somebody else."""

    def wanted(one):
        return desk.is_mine(one) and not one.was_sent_back and not desk.waits_for_me(one)

    def drawn(practice, one):
        where = "in clinical review" if one.is_in_review else "with the editors"
        return Row(practice, one.article.draft_title, "See it", _edit(one.article.pk), one.since, note=where)

    return _of_moving(desk, first, number, wanted, drawn)


def _mine_or_published_by_me(places: Places) -> Q:
    """Articles of practices where the person publishes, and their own anywhere."""
    mine = Q(owner=places.user) | Q(authors__profile__person=places.user)
    return Q(practice__in=places.where(Ability.PUBLISH)) | (Q(practice__in=places.everywhere) & mine)


def articles_of(places: Places):
    """Ids of the articles whose dates concern the person."""
    return ArticlePage.objects.filter(_mine_or_published_by_me(places)).order_by().values("pk")


def scheduled_articles(places: Places):
    """Articles with a version that goes live at its hour, ``goes_live_at``, the next one first."""
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False, base_content_type__app_label="pages")
    ids = waiting.annotate(page_id=Cast("object_id", BigIntegerField())).order_by().values("page_id")
    hours = waiting.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("approved_go_live_at")
    articles = ArticlePage.objects.filter(pk__in=articles_of(places)).filter(pk__in=ids)
    return articles.annotate(goes_live_at=Subquery(hours.values("approved_go_live_at")[:1])).order_by(
        "goes_live_at", "pk"
    )


def scheduled(desk, first, number):
    def drawn(practice, page):
        return Row(practice, page.draft_title, "See it", _edit(page.pk), page.goes_live_at, page.byline)

    return _heap(desk.places, scheduled_articles(desk.places).only(*LISTED), first, number, drawn)


def due(desk, first, number):
    def drawn(practice, page):
        path = reverse("article_reviewed", args=(page.pk,))
        return Row(practice, page.title, "Read it again", path, page.review_due_date, page.byline)

    rows = ArticlePage.objects.live().filter(review_due_date__lte=timezone.localdate(), pk__in=articles_of(desk.places))
    return _heap(
        desk.places, rows.order_by("review_due_date", "pk").only(*LISTED, "review_due_date"), first, number, drawn
    )


# --- beside articles ---


def credentials(desk, first, number):
    soon = timezone.localdate() + timedelta(days=CREDENTIAL_DAYS)
    own = Q(page__person=desk.places.user, page__practice__in=desk.places.everywhere)
    rows = Credential.objects.filter(Q(page__practice__in=desk.places.where(Ability.CONFIGURE)) | own)
    rows = rows.filter(page__live=True, expires_date__lte=soon).annotate(practice_id=F("page__practice_id"))

    def drawn(practice, one):
        words = "has lapsed" if one.expires_date < timezone.localdate() else "lapses soon"
        return Row(practice, one.title, "Renew it", _edit(one.page_id), one.expires_date, one.page.title, words)

    return _heap(desk.places, rows.select_related("page").order_by("expires_date", "pk"), first, number, drawn)


def booking_links(desk, first, number):
    rows = LinkCheck.objects.failing().filter(practice__in=desk.places.where(Ability.CONFIGURE)).select_related("offer")

    def drawn(practice, check):
        path = reverse("booking_link_check", args=(check.offer_id,))
        return Row(practice, check.offer.name, "Look at it", path, check.wrong_since, note=check.sentence)

    return _heap(desk.places, rows.order_by("wrong_since", "pk"), first, number, drawn)


def requests(desk, first, number):
    rows = BookingRequest.objects.filter(
        practice__in=desk.places.where(Ability.ANSWER), state=BookingRequest.State.NEW
    ).select_related("offer")

    def drawn(practice, one):
        title = f"A request for “{one.offer.name}”" if one.offer else "A request"
        return Row(practice, title, "Answer it", reverse("booking_request", args=(one.pk,)), one.received_at)

    return _heap(desk.places, rows.order_by("received_at", "pk"), first, number, drawn)


def comments(desk, first, number):
    rows = ReaderComment.objects.filter(
        practice__in=desk.places.where(Ability.EDIT), state=ReaderComment.State.HELD
    ).select_related("article")

    def drawn(practice, one):
        path, note = reverse("comments"), "somebody may be in danger" if one.is_urgent else ""
        return Row(
            practice, f"On “{one.article.title}”", "Read it", path, one.created_at, one.name, note, one.is_urgent
        )

    return _heap(desk.places, rows.order_by("-is_urgent", "created_at", "pk"), first, number, drawn)


SOURCES = {
    source.key: source
    for source in (
        Source("decide", "Articles that wait for you", "No article waits for your decision.", to_decide),
        Source("back", "Sent back to you", "Nothing was sent back to you.", sent_back),
        Source("comments", "Comments to read", "No comment waits.", comments),
        Source("requests", "Booking requests", "Every request is answered.", requests),
        Source("due", "Due to be read again", "No article is due.", due),
        Source("links", "Booking addresses that fail", "Every booking address answers.", booking_links),
        Source("credentials", "Credentials about to lapse", "No credential lapses in the next weeks.", credentials),
        Source("under-way", "Your articles under way", "Nothing of yours waits for somebody else.", under_way),
        Source("scheduled", "What goes live when", "Nothing is scheduled.", scheduled),
    )
}
