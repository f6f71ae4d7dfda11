"""Comments for the page of an article, which knows nothing of them."""

from django import template

from cms.booking_requests.readers_forms import token_for

from ..forms import CommentForm
from ..showing import comments_of, has_comments, mark_of, takes_comments
from ..views import PURPOSE

GOOD_SECONDS = 23 * 3600  # an older token might be too old by the time the form is sent again

register = template.Library()


@register.inclusion_tag("components/comments.html", takes_context=True)
def comments(context, article):
    """The article's comments and the form. Nothing, and no query, where it has none; previews show none either."""
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False) or not has_comments(article):
        return {"shown": None}
    sent = getattr(request, "comment_form", None)
    shown = comments_of(article, _number(request.GET.get("comments")))
    form = sent or (CommentForm(article=article) if takes_comments(article) and _wants_to_write(request) else None)
    wanted = form.data.get("parent", "") if sent else request.GET.get("reply", "")
    answered = shown.named(wanted) if form else None
    return {
        "article": article,
        "practice": context["practice"],
        "shown": shown,
        "form": form,
        "form_token": token_for(form, article, good_seconds=GOOD_SECONDS, purpose=PURPOSE) if form else "",
        "parent": wanted if sent or answered else "",
        "answered": answered,
        "takes_comments": takes_comments(article),
        "mark": None if form else (*mark_of(shown), takes_comments(article), context["practice"].time_zone),
    }


def _wants_to_write(request) -> bool:
    """The form comes when it is asked for: until then every reader gets the same, and a lighter, page."""
    return bool(request.GET.get("comment") or request.GET.get("reply"))


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 6 else 1
