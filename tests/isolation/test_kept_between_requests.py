"""What a process keeps from one request to the next, and what it leaves behind: nothing of either practice."""

import gc

import pytest
from django.core.cache import cache
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from cms.articles.models import ArticlePage
from sites.middleware import PracticeMiddleware
from sites.scoping import Kind, current_scope

from .attacks.asking import difference, seen, send, text_of
from .two_sides import browser, two_sides


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), two_sides() as world:
        yield world


def kept(world, side) -> dict:
    """Answers of views that Wagtail keeps forms, filters, choosers and querysets for."""
    somebody = browser(world, side)
    addresses = [
        f"/admin/pages/{side.article.pk}/edit/",
        f"/admin/pages/{side.profile.pk}/edit/",
        f"/admin/pages/{side.service.pk}/edit/",
        f"/admin/pages/{side.index.pk}/",
        f"/admin/pages/add/articles/articlepage/{side.index.pk}/",
        "/admin/snippets/booking/bookingoffer/add/",
        "/admin/snippets/faq/faqentry/",
        "/admin/reports/site-history/",
        "/admin/images/",
        "/admin/images/chooser/",
        "/admin/documents/chooser/",
        "/admin/snippets/choose/faq/faqentry/",
        "/admin/choose-page/",
        "/admin/collections/add/",
        "/admin/practice/people/",
        "/admin/",
    ]
    return {path: (*seen(send(somebody, path)), text_of(send(somebody, path))) for path in addresses}


@pytest.mark.parametrize("first", ["a", pytest.param("b", marks=pytest.mark.thorough)])
def test_what_a_process_keeps_belongs_to_nobody(first, world, db):
    """One after the other, the other way round, and again: each gets what it got before, and no word of the other."""
    one, other = (world.a, world.b) if first == "a" else (world.b, world.a)
    cache.clear()
    answers = [kept(world, side) for side in (one, other, one, other)]
    for side, theirs, before, after in (
        (one, other, answers[0], answers[2]),
        (other, one, answers[1], answers[3]),
    ):
        assert {path: status for path, (status, *_) in before.items()} == dict.fromkeys(before, 200)
        changes = {path: difference(before[path][:2], after[path][:2]) for path in before}
        assert {path: change for path, change in changes.items() if change} == {}
        assert [path for path in before if theirs.word in before[path][2]] == []
        assert [path for path in before if side.word in before[path][2]] != []


def test_two_streams_that_are_read_in_turns(world, db):
    """A body that is made while it is sent keeps the scope in which it was begun."""

    def titles(request):
        def lines():
            for number in range(6):
                yield f"{number} {sorted(ArticlePage.objects.values_list('title', flat=True))}"

        return StreamingHttpResponse(lines())

    serve = PracticeMiddleware(titles)
    sides = (world.a, world.b)
    bodies = [
        iter(serve(RequestFactory().get("/", headers={"host": side.practice.installation_host})).streaming_content)
        for side in sides
    ]
    for _ in range(6):
        for side, other, body in ((world.a, world.b, bodies[0]), (world.b, world.a, bodies[1])):
            line = next(body).decode()
            assert (side.word in line, other.word in line) == (True, False)
            assert current_scope().kind is Kind.UNSET


def test_a_stream_that_is_given_up(world, db):
    """A reader who goes away in the middle leaves nothing behind."""

    def endless(request):
        return StreamingHttpResponse(str(ArticlePage.objects.count()) for _ in range(10**6))

    for side in (world.a, world.b, world.a):
        request = RequestFactory().get("/", headers={"host": side.practice.installation_host})
        body = iter(PracticeMiddleware(endless)(request).streaming_content)
        next(body)
        del body
        gc.collect()
        assert current_scope().kind is Kind.UNSET


def test_an_error_leaves_no_scope_behind(world, db):
    def broken(request):
        raise RuntimeError("broken on purpose")

    for side in (world.a, world.b):
        request = RequestFactory().get("/", headers={"host": side.practice.installation_host})
        with pytest.raises(RuntimeError):
            PracticeMiddleware(broken)(request)
        assert current_scope().kind is Kind.UNSET
        whole = PracticeMiddleware(lambda request: HttpResponse(current_scope().practice.name))(request)
        assert whole.text == side.practice.name
