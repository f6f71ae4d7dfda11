"""What happens around articles at the desk: moderation, comments, editing sessions, log entries."""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, PageSubscription

from cms.article_check.models import CheckDecision
from cms.articles.models import ArticlePage
from cms.booking.models import BookingOffer
from cms.booking_requests.models import RequestSettings
from cms.booking_requests.receiving import receive
from cms.comments import spam
from cms.comments.carrying import carry
from cms.comments.models import CommentSettings, ReaderComment
from cms.faq.models import FaqEntry
from cms.link_checks.models import LinkCheck
from cms.media.models import PracticeDocument, PracticeImage
from sites.models import Membership

from .register import plant


@plant("wagtailcore.WorkflowState", "wagtailcore.TaskState")
def moderation(side):
    """One article waits, one was sent back, one was approved."""
    author, editor = side.people.practitioner, side.people.editor
    workflow = side.practice.workflow
    for name in ("waiting", "sent back", "other article"):
        article = ArticlePage.objects.get(pk=side.pages[name].pk)
        article.save_revision(user=author)
        workflow.start(article, author)
        state = article.current_workflow_state.current_task_state.specific
        if name == "sent back":
            state.reject(user=editor, comment=side("please mend this"))
        if name == "other article":
            state.approve(user=editor, comment=side("good"))


@plant("wagtailcore.Comment", "wagtailcore.CommentReply")
def comments(side):
    """Two in the latest draft, one of them resolved, both answered."""
    article = ArticlePage.objects.get(pk=side.pages["article"].pk)
    block = article.body[0].id
    for path, is_resolved in (("title", False), (f"body.{block}", False), ("introduction", True)):
        comment = Comment(page=article, user=side.people.editor, text=side("a comment"), contentpath=path)
        comment.position = side("position")
        if is_resolved:
            comment.resolved_at, comment.resolved_by = timezone.now(), side.people.editor
        comment.save()
        CommentReply.objects.create(comment=comment, user=side.people.practitioner, text=side("a reply"))


@plant("wagtailcore.PageSubscription")
def subscriptions(side):
    for person in (side.people.editor, side.people.practitioner):
        PageSubscription.objects.get_or_create(
            user=person, page_id=side.pages["article"].pk, defaults={"comment_notifications": True}
        )


@plant("wagtailadmin.EditingSession", "wagtailadmin.FormState")
def open_editors(side):
    """Somebody is editing each kind of thing at this moment."""
    things = [
        side.pages["article"].get_latest_revision_as_object(),
        FaqEntry.objects.first(),
        BookingOffer.objects.first(),
        PracticeImage.objects.first(),
    ]
    for thing in things:
        kind = ContentType.objects.get_for_model(thing)
        common = {"user": side.people.editor, "content_type": kind, "object_id": str(thing.pk)}
        EditingSession.objects.create(last_seen_at=timezone.now(), is_editing=True, **common)
        FormState.objects.create(last_updated_at=timezone.now(), data=f"title={side('unsaved')}", **common)


@plant("link_checks.LinkCheck")
def link_checks(side):
    """A booking address answers wrongly; saving an offer has made its check already."""
    BookingOffer.objects.exclude(service="").update(way="service")
    LinkCheck.objects.update(
        address=f"https://{side.practice.slug}.example/book",
        state="wrong",
        sentence=side("is not there any more"),
        checked_at=timezone.now(),
        wrong_since=timezone.now(),
    )


@plant("article_check.CheckDecision")
def decisions_of_the_check(side):
    """Somebody left a claim in an article as it is, and said why."""
    for number, name in enumerate(("article", "waiting")):
        CheckDecision.objects.create(
            article_id=side.pages[name].pk,
            rule="claim_without_source",
            fingerprint=f"{number}" * 32,
            reason=side("a reason to leave it"),
            by=side.people.editor,
        )


@plant("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry")
def log_entries(side):
    """What views would have noted."""
    things = [
        FaqEntry.objects.first(),
        BookingOffer.objects.first(),
        PracticeImage.objects.first(),
        PracticeDocument.objects.first(),
        Membership.objects.first(),
        side.practice,
        side.people.editor,
    ]
    for thing in things:
        log(instance=thing, action="wagtail.edit", user=side.people.owner, title=side(str(thing)))
    for action in ("wagtail.edit", "wagtail.publish"):
        log(instance=side.pages["article"], action=action, user=side.people.owner, title=side("article"))


@plant("booking_requests.BookingRequest", "booking_requests.Letter", "booking_requests.RequestSettings")
def requests_of_readers(side):
    """Two for an offer that is booked by request, with the letters about them."""
    slug = side("by request").replace(" ", "-").lower()
    offer = BookingOffer.objects.create(name=side("a talk by request"), slug=slug, way="request", online=True)
    RequestSettings.objects.create(keep_days=20)
    for number in (1, 2):
        content = {
            "name": side("reader"),
            "reach": "email",
            "contact": f"{slug}-{number}@nest.example",
            "known": "new",
            "place": "online",
            "zone": "Europe/London",
            "times": [{"day": "2027-05-03", "time": "10:30"}],
            "words": side("a wish"),
        }
        receive(offer, side(f"request {number}"), content)


@plant("comments.ReaderComment", "comments.CommentSettings", "comments.SpamCounts")
def comments_of_readers(side):
    """One in each state below an article, each answered, and what the practice has chosen and learned."""
    chosen = CommentSettings.objects.create(comments="on", house_rules=side("house rules"))
    carry(chosen=chosen)
    article = ArticlePage.objects.get(pk=side.pages["article"].pk)
    for number, state in enumerate(("approved", "held", "rejected", "spam")):
        common = {
            "article": article,
            "name": side("writer"),
            "reason": side("a reason"),
            "state": state,
            "flags": ["names"],
        }
        comment = ReaderComment(token=side(f"token {number}"), text=side("a comment"), **common)
        comment.public_id = f"{side('').strip().lower()[:8].strip()}-{number}"
        comment.practice = side.practice
        comment.put({"contact": f"{side('writer').replace(' ', '-').lower()}@nest.example"}, side("writer"))
        comment.save()
    spam.learn([(side("a comment"), "ham", 1)])
