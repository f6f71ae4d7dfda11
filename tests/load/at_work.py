"""What a load test needs of the database: articles, a signed-in browser with its forms, and what was stored."""

import json
from collections import Counter
from types import SimpleNamespace

from .cached_article import PRACTICE


def places(slug=PRACTICE) -> SimpleNamespace:
    """The practice, whose owner may publish their own, its articles, and the owner's session with all forms."""
    from cms.articles.models import ArticlePage
    from sites.models import Membership, Practice, User
    from sites.scoping import across_practices, in_practice

    with across_practices():
        practice = Practice.objects.get(slug=slug)
        Practice.objects.filter(pk=practice.pk).update(approves_own=True)
        practice = Practice.objects.get(slug=slug)
        owner = User.everyone.get(
            pk=Membership.everywhere.filter(practice=practice, role="owner").values_list("user", flat=True)[0]
        )
    with in_practice(practice):
        articles = [
            SimpleNamespace(
                pk=page.pk,
                above=page.get_parent().pk,
                title=page.title,
                path=f"/articles/{page.slug}/",
                edit=f"/admin/pages/{page.pk}/edit/",
            )
            for page in ArticlePage.objects.live().order_by("pk")
        ]
    opened = session(owner, practice, articles)
    return SimpleNamespace(practice=practice, owner=owner, articles=articles, session=opened)


def session(person, practice, articles) -> SimpleNamespace:
    """Cookies of a signed-in browser, and for each article what its editor sends when nothing was changed."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    from sites.scoping import in_practice
    from tests.conftest import signed_in
    from tests.isolation.forms import forms_in

    client, forms = signed_in(person, practice), {}
    setup_test_environment()
    try:
        for article in articles:
            response = client.get(article.edit, headers={"host": practice.installation_host})
            with in_practice(practice):
                found = forms_in(SimpleNamespace(response=response, html=response.text))
            form = max((one for one in found if one.method == "POST"), key=lambda one: len(one.fields))
            forms[article.pk] = form.data()
    finally:
        teardown_test_environment()
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    return SimpleNamespace(cookies=cookies, forms=forms)


def stored_comments(practice) -> Counter:
    """How often each mark stands among the practice's comments."""
    from cms.comments.models import ReaderComment
    from sites.scoping import in_practice

    with in_practice(practice):
        return Counter(text[-21:] for text in ReaderComment.objects.values_list("text", flat=True))


def stored_drafts(practice) -> Counter:
    """How often each mark stands among the revisions of the practice's articles."""
    from wagtail.models import Revision

    from cms.articles.models import ArticlePage
    from sites.scoping import in_practice

    with in_practice(practice):
        pks = [str(pk) for pk in ArticlePage.objects.values_list("pk", flat=True)]
        rows = Revision.page_revisions.filter(object_id__in=pks).values_list("content__title", flat=True)
        return Counter(json.loads(title)[-21:] if title[:1] == '"' else title[-21:] for title in rows)


def stored_requests(practice) -> Counter:
    """How often each mark stands as the name in the practice's booking requests."""
    from cms.booking_requests.models import BookingRequest
    from sites.scoping import in_practice

    with in_practice(practice):
        return Counter(request.content()["name"] for request in BookingRequest.objects.all())


STORED = {"comment": stored_comments, "draft": stored_drafts, "request": stored_requests}


def lost_and_doubled(practice, sent) -> tuple[list, list]:
    """Of what was answered with success, what is not stored; and what is stored twice, whatever the answer was."""
    from django.db import connection

    connection.close()  # the database may have been away meanwhile
    lost, doubled = [], []
    for kind in {one.kind for one in sent} & set(STORED):
        there = STORED[kind](practice)
        lost += [one for one in sent if one.kind == kind and one.is_taken and not there[one.mark]]
        doubled += [mark for mark in {one.mark for one in sent if one.kind == kind} if there[mark] > 1]
    return lost, doubled
