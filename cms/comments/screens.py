"""Screens in the admin: the queue of comments, and what is decided there."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.blocks import crisis
from sites import rules
from sites.audit.clock import InPracticeTime
from sites.roles import Ability
from sites.scoping import Kind, current_practice, current_scope

from . import deciding, flags
from .deciding import MOVES, DecidedMeanwhile
from .models import ReaderComment

A_PAGE = 25  # comments
MOST_COUNTED = 9_999
LIST = {"url": "", "label": "Comments"}
State = ReaderComment.State
REASONS = (
    "It may tell who somebody is",
    "It praises a practitioner or a treatment",
    "It may hurt other readers",
    "It is not about the article",
    "It asks for advice that can not be given here",
    "It advertises something",
)
# Filters of the list, in their order: what each shows.
FILTERS = {
    "held": ("Waiting", {"state": State.HELD}),
    "heap": ("Probably spam", {"state": State.SPAM, "decided_at": None}),
    "approved": ("Approved", {"state": State.APPROVED}),
    "rejected": ("Rejected", {"state": State.REJECTED}),
    "spam": ("Spam", {"state": State.SPAM, "decided_at__isnull": False}),
}
NOTHING = {
    "held": "Nothing waits to be read.",
    "heap": "The filter took nothing for spam.",
    "approved": "No comment is approved.",
    "rejected": "No comment is rejected.",
    "spam": "No comment is marked as spam.",
}


class CommentsScreen(InPracticeTime):
    """For whoever works at the practice in scope with comments."""

    header_icon = "comment"
    ability = Ability.EDIT

    def dispatch(self, request, *args, **kwargs):
        if current_scope().kind is not Kind.PRACTICE or not request.user.can(self.ability):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [{**LIST, "url": reverse("comments")}, {"url": "", "label": self.get_page_title()}]


class CommentsView(CommentsScreen, WagtailAdminTemplateMixin, TemplateView):
    """The queue: what may be a crisis first, then the oldest. Practitioners see what is approved on their articles."""

    ability = Ability.WRITE
    template_name = "wagtailadmin/comments/list.html"
    page_title = "Comments"

    def get_breadcrumbs_items(self):
        return [{**LIST, "url": reverse("comments")}]

    def get_context_data(self, **kwargs):
        may_moderate = rules.may_moderate(self.request.user)
        state = self.request.GET.get("state", "") if may_moderate else "approved"
        state = state if state in FILTERS else "held"
        page = Paginator(self._found(state, may_moderate), A_PAGE).get_page(self.request.GET.get("p"))
        for comment in page:
            comment.raised = flags.raised(comment.text, current_practice().language)
        return super().get_context_data(
            page=page,
            state=state,
            nothing=NOTHING[state],
            filters=[(key, label) for key, (label, _) in FILTERS.items()] if may_moderate else [],
            may_moderate=may_moderate,
            may_configure=rules.may_configure_here(self.request.user),
            reasons=REASONS,
            crisis=crisis.for_country(current_practice().country),
            heap=deciding.heap().order_by()[: MOST_COUNTED + 1].count() if may_moderate else 0,
            emptied_at=deciding.last_emptied() if state in ("heap", "spam") else None,
            now=timezone.now().isoformat(),
            **kwargs,
        )

    def _found(self, state: str, may_moderate: bool):
        found = ReaderComment.objects.filter(**FILTERS[state][1]).defer("sealed", "contact_mark")
        if not may_moderate:
            found = found.filter(article__owner=self.request.user)
        if (one := self.request.GET.get("one", "")) and one.isdecimal() and len(one) < 19:
            found = found.filter(pk=one)
        order = ("-is_urgent", "created_at", "pk") if state == "held" else ("-decided_at", "-created_at", "-pk")
        return found.select_related("article", "parent", "decided_by", "edited_by", "written_by").order_by(*order)


class DecideView(CommentsScreen, View):
    """Approves, rejects, calls spam, or puts back to wait."""

    http_method_names = ["post"]

    def post(self, request, pk):
        comment = get_object_or_404(ReaderComment, pk=pk)
        how, seen = request.POST.get("how", ""), request.POST.get("seen", "")
        if how not in MOVES or seen not in State.values:
            raise Http404
        try:
            deciding.decide(comment, how, by=request.user, seen=seen, reason=_reason(request))
        except DecidedMeanwhile as error:
            messages.warning(request, str(error))
        else:
            state, _, words, _ = MOVES[how]
            place = f"{reverse('comments')}?state={state}&one={comment.pk}"
            button = messages.button(place, "Show it, to decide anew")
            messages.success(request, f"{comment} is {words}.", buttons=[button])
        return redirect(_back(request))


class BulkView(CommentsScreen, View):
    """Decides about all that are ticked."""

    http_method_names = ["post"]

    def post(self, request):
        how = request.POST.get("how", "")
        if how not in MOVES:
            raise Http404
        ticked = [one.partition(":") for one in request.POST.getlist("comment")]
        wanted = [(int(pk), seen) for pk, _, seen in ticked if pk.isdecimal() and len(pk) < 19]
        number, sentences = deciding.decide_all(wanted, how, by=request.user, reason=_reason(request))
        if not wanted:
            messages.warning(request, "Tick the comments first.")
        elif number:
            words = f"1 comment is {MOVES[how][2]}." if number == 1 else f"{number} comments are {MOVES[how][2]}."
            messages.success(request, words)
        for sentence in dict.fromkeys(sentences):
            messages.warning(request, sentence)
        return redirect(_back(request))


class EmptyView(CommentsScreen, View):
    """Takes everything off the heap of probable spam that was on it when the button was drawn."""

    http_method_names = ["post"]

    def post(self, request):
        until = parse_datetime(request.POST.get("until", "")) or timezone.now()
        number = deciding.empty_heap(by=request.user, until=until)
        words = "1 comment was" if number == 1 else f"{number:,} comments were"
        messages.success(request, f"{words} taken off the heap. They stand under “Spam” until their term ends.")
        return redirect(f"{reverse('comments')}?state=heap")


class PutBackView(CommentsScreen, View):
    """Puts back on the heap what was taken off it last."""

    http_method_names = ["post"]

    def post(self, request):
        moment = parse_datetime(request.POST.get("emptied_at", ""))
        number = deciding.put_back(by=request.user, emptied_at=moment) if moment else 0
        words = "1 comment is" if number == 1 else f"{number:,} comments are"
        messages.success(request, f"{words} on the heap again.")
        return redirect(f"{reverse('comments')}?state=heap")


def _reason(request) -> str:
    """A reason of one's own, or one of the list."""
    chosen = request.POST.get("reason", "")
    return request.POST.get("own_reason", "").strip() or (chosen if chosen in REASONS else "")


def _back(request) -> str:
    """The list that the person was looking at."""
    state = request.POST.get("state", "")
    return f"{reverse('comments')}?state={state}" if state in FILTERS and state != "held" else reverse("comments")
