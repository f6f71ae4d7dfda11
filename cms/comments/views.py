"""A reader comments, and is thanked. No cookie, no script needed; whatever is wrong, nothing typed is lost."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.articles.models import ArticlePage
from cms.blocks import crisis
from cms.booking_requests import readers_forms
from cms.booking_requests.form_tokens import NoToken, read_token
from cms.booking_requests.readers_forms import AGAIN, as_not_taken, is_from_own_page, note_hindrance, wrong_age
from sites.scoping import Kind, current_scope

from . import limits
from .forms import CommentForm
from .models import CommentSettings
from .receiving import is_here, receive, thread_of
from .showing import has_comments, takes_comments

PURPOSE = "cms.comments.form"
# What is said above a form that is shown again although every field is right.
SENTENCES = readers_forms.SENTENCES | {
    "closed": "Comments were closed while you were writing. Nothing has been sent. What you typed stands below, so "
    "that you can copy it.",
    "no_parent": AGAIN + "(The comment that you answered is not there any more. Yours would stand by itself.)",
    "too_many": "Too many comments have come from your network or to this article within an hour. Nothing has been "
    "sent, and what you typed stands below. Please send it again in an hour.",
}
IN_NEED = "help"  # in the address of the thanks: whoever reads it should see the lines to ring


def article_here(pk: int) -> ArticlePage:
    """The live article with a place for comments. Raises Http404, of another practice's as of none."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    article = get_object_or_404(ArticlePage.objects.live(), pk=pk)
    if not has_comments(article):
        raise Http404
    return article


# Not Django's token, which needs a cookie: see cms/booking_requests/form_tokens.py. Nobody is signed in here.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def send_comment(request, article_pk):
    """Take a comment. Fields that are not right, and everything else that hinders, show the form again as it was."""
    article = article_here(article_pk)
    if request.method != "POST":
        return redirect(f"{article.url}#comments")
    if not _may_read(request, article):
        return redirect(article.url)
    form = CommentForm(request.POST, article=article)
    if not takes_comments(article):
        return _again(request, form, "closed", 409)
    if not is_from_own_page(request):
        return _again(request, form, "elsewhere", 403)
    if not form.is_valid():
        return _again(request, form, "", 422)
    return _take(request, form)


def _may_read(request, article) -> bool:
    """Whoever may not read a closed article may not comment on it either."""
    return all(restriction.accept_request(request) for restriction in article.get_view_restrictions())


def _take(request, form: CommentForm):
    """Everything is filled in as it should be; is it a person, and not too much?"""
    try:
        token = read_token(form.cleaned_data["form_token"], form.article, purpose=PURPOSE)
    except NoToken:
        return _again(request, form, "no_token", 422)
    content = form.content()
    row_token = token.for_content(content)
    if not is_here(row_token):  # a second press of the button is answered like the first, and counts for nothing
        hindrance = _hindrance(request, form, token)
        if hindrance:
            return _again(request, form, *hindrance)
        comment = receive(form.article, row_token, content, language=request.practice.language)
        return _thanks(form.article, in_need=comment.is_urgent)
    return _thanks(form.article)


def _thanks(article, *, in_need=False):
    response = redirect("comment_held", article_pk=article.pk)
    response.status_code = 303
    if in_need:
        response["Location"] += f"?show={IN_NEED}"
    return response


def _hindrance(request, form: CommentForm, token) -> tuple[str, int] | None:
    """Why the comment is not taken now, and the status that says so."""
    if why := wrong_age(token):
        return why, 422
    parent = form.cleaned_data["parent"]
    if parent and thread_of(form.article, parent) is None:
        form.data = {**form.data.dict(), "parent": ""}
        return "no_parent", 422
    if limits.is_over(request, form.article):
        return "too_many", 429
    return None


def _again(request, form: CommentForm, why: str, status: int):
    """The article's own page with the form as it was sent, and a sentence for what stood in the way."""
    note_hindrance(form, why, SENTENCES)
    request.comment_form = form
    return as_not_taken(form.article.serve(request), status)


@require_safe
def comment_held(request, article_pk):
    """It has arrived and waits. Whoever wrote that they are in danger sees where help is, before anything else."""
    article = article_here(article_pk)
    context = {"article": article, "practice": request.practice, "page": None}
    context["settings_of_comments"] = CommentSettings.of_practice()
    context["crisis"] = crisis.for_country(request.practice.country)
    context["is_in_need"] = request.GET.get("show") == IN_NEED
    return render(request, "pages/comment_held.html", context)


@require_safe
def comments_about(request):
    """What becomes of a comment at this practice, and its house rules."""
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    context = {"practice": request.practice, "page": None, "settings_of_comments": CommentSettings.of_practice()}
    return render(request, "pages/comments_about.html", context)
