"""Several processes: what one has made the others find, a crowd has a page made once, and nothing old comes back."""

import threading
import time

import pytest
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpResponse

from cms.delivery.page_cache.application import FinishedPages
from cms.delivery.page_cache.cache import PageCache
from cms.delivery.page_cache.finished import finish
from sites.showing import changed, tag_of_page
from tests.building import make_article

KEY = ("alder.example", "/", "")


def a_page():
    page = finish(b"x" * 500, HttpResponse(), {"all"}, 1, 60)
    page.position = "0"
    return page


@pytest.fixture
def article(birch, at_alder):
    return make_article()


def questions_of(process):
    """Counts what is asked of Django."""
    asked, django = [], process.application.application
    process.application.application = lambda environ, start: (
        asked.append(environ["PATH_INFO"]) or django(environ, start)
    )
    return asked


def test_another_process_finds_what_was_made(new_process, alder, article):
    first, second = new_process(), new_process()
    asked = questions_of(second)
    assert first.ask(alder.practice, article.url) == second.ask(alder.practice, article.url)
    assert asked == []
    assert second.knows(alder.practice, article.url)


def test_another_process_hears_of_a_change_from_the_table(new_process, alder, article):
    first, second = new_process(), new_process()
    for process in (first, second):
        process.warm(alder.practice, [article.url])
    changed(alder.practice.pk, tag_of_page(article.pk))
    assert not first.knows(alder.practice, article.url)
    assert not second.knows(alder.practice, article.url)


def test_what_lies_on_the_shelves_from_before_a_change_is_left_there(new_process, alder, article):
    first = new_process()
    first.warm(alder.practice, [article.url])
    article.title = "Said anew"
    article.save_revision().publish()
    late = new_process()  # it starts after the change, and has heard of none
    assert b"Said anew" in late.ask(alder.practice, article.url)[2]


def test_while_the_database_is_away_the_shelves_are_believed(new_process, alder, article, monkeypatch):
    first, second = new_process(), new_process()
    first.warm(alder.practice, [article.url])
    asked = questions_of(second)
    second.look()
    second.look = lambda: None

    def away(*args):
        raise DatabaseError("the database is away")

    monkeypatch.setattr(second.cache.follower, "still_holds", away)
    assert second.ask(alder.practice, article.url)[0] == 200
    assert asked == []


def test_shelves_that_fail_cost_no_answer(new_process, alder, article, monkeypatch, caplog):
    process = new_process()
    monkeypatch.setattr(caches["pages"], "get", lambda *args: 1 / 0)
    for _ in range(3):
        assert process.ask(alder.practice, article.url)[0] == 200
    assert [record.message for record in caplog.records if "shared" in record.message] == [
        "Finished pages can not be shared for a moment: ZeroDivisionError"
    ]


@pytest.fixture
def slow_page(new_process):
    """A process whose Django takes a moment for each page, and counts them."""
    cache, made = new_process().cache, []

    def django(environ, start_response):
        made.append(environ["PATH_INFO"])
        time.sleep(0.2)
        if environ["PATH_INFO"] == "/":
            cache.keep(KEY, a_page(), cache.memory.turn)
        start_response("200 OK", [])
        return [b"made"]

    application = FinishedPages(django)
    application.cache, application.memory = cache, cache.memory
    return application, made


def ask_at_once(application, path, number) -> tuple[list[bytes], float]:
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": KEY[0], "PATH_INFO": path, "wsgi.url_scheme": "http"}
    got = []

    def ask():
        got.append(b"".join(application(dict(environ), lambda *answered: None)))

    threads = [threading.Thread(target=ask) for _ in range(number)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got, time.monotonic() - began


@pytest.mark.django_db
def test_a_crowd_has_a_page_made_once(slow_page):
    application, made = slow_page
    application.cache.follower.still_holds = lambda page: True
    got, _ = ask_at_once(application, "/", 50)
    assert made == ["/"]
    assert set(got) == {b"x" * 500}


@pytest.mark.django_db
def test_nobody_waits_for_a_page_that_can_not_be_kept(slow_page):
    """The first crowd waits once, to learn it; afterwards each is answered by itself."""
    application, made = slow_page
    ask_at_once(application, "/search/", 2)
    _, seconds = ask_at_once(application, "/search/", 10)
    assert len(made) == 12
    assert seconds < 1.0


@pytest.mark.django_db
def test_a_second_process_waits_for_the_first(new_process):
    first, second = new_process().cache, new_process().cache
    for cache in (first, second):
        cache.follower.still_holds = lambda page: True
        cache.shelves.is_asked_by_many = True
    assert first.begin(KEY) is None
    threading.Timer(0.2, lambda: (first.keep(KEY, a_page(), first.memory.turn), first.end(KEY, was_kept=True))).start()
    page = second.begin(KEY)
    assert isinstance(second, PageCache)
    assert page is not None
    assert page.body("") == b"x" * 500
