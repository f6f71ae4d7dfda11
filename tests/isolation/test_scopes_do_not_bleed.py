"""Scopes in threads, in pools, in coroutines and in a worker's tasks: each has its own, or none."""

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.db import connection
from django.tasks import TaskResultStatus, task

from cms.articles.models import ArticlePage
from sites.models import Practice
from sites.scoping import Kind, ScopeNotSet, current_scope, in_practice, scope_of_command
from tests.building import make_article

from .invariant import Database


def where() -> tuple:
    """The kind of scope, and its practice's key."""
    return current_scope().kind, current_scope().practice_id


NOWHERE = (Kind.UNSET, None)


def in_a_loop_of_its_own(coroutine):
    """In a thread: after a journey in this process Playwright's loop is running in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_a_thread_begins_without_a_scope(alder):
    found = []
    with in_practice(alder.practice):
        thread = threading.Thread(target=lambda: found.append(where()))
        thread.start()
        thread.join()
    assert found == [NOWHERE]


def test_a_pool_of_threads_keeps_nothing_from_one_job_to_the_next(alder, birch):
    def job(practice):
        before = where()
        with in_practice(practice):
            inside = where()
        return before, inside, where()

    practices = [alder.practice, birch.practice] * 50
    with in_practice(alder.practice), ThreadPoolExecutor(max_workers=4) as pool:
        results = list(pool.map(job, practices))
    assert results == [(NOWHERE, (Kind.PRACTICE, practice.pk), NOWHERE) for practice in practices]


def test_a_job_that_breaks_leaves_nothing_to_the_next(alder, birch):
    def broken():
        with in_practice(alder.practice):
            raise ValueError("broken on purpose")

    with ThreadPoolExecutor(max_workers=1) as pool:
        assert isinstance(pool.submit(broken).exception(), ValueError)
        assert pool.submit(where).result() == NOWHERE


def test_a_copied_context_changes_only_itself(alder, birch):
    def other():
        with in_practice(birch.practice):
            return where()

    with in_practice(alder.practice):
        copied = contextvars.copy_context()
        assert copied.run(other) == (Kind.PRACTICE, birch.practice.pk)
        assert copied.run(where) == where() == (Kind.PRACTICE, alder.practice.pk)
    assert where() == NOWHERE
    assert copied.run(where) == (Kind.PRACTICE, alder.practice.pk)  # whoever copies on purpose keeps what was there


def test_coroutines_side_by_side(alder, birch):
    async def visit(practice, rounds=20):
        places = set()
        with in_practice(practice):
            for _ in range(rounds):
                await asyncio.sleep(0)
                places |= {where(), await sync_to_async(where)(), await asyncio.to_thread(where)}
        return places, where()

    async def both():
        return await asyncio.gather(*(visit(practice) for practice in [alder.practice, birch.practice] * 5))

    expected = [({(Kind.PRACTICE, practice.pk)}, NOWHERE) for practice in [alder.practice, birch.practice] * 5]
    assert in_a_loop_of_its_own(both()) == expected
    assert where() == NOWHERE


def test_a_task_of_asyncio_that_outlives_its_scope(alder, birch):
    """What was begun in A's scope stays there, whatever its beginner does next."""

    async def late():
        await asyncio.sleep(0.01)
        return where()

    async def begin():
        with in_practice(alder.practice):
            begun = asyncio.create_task(late())
        with in_practice(birch.practice):
            return await begun, where()

    assert in_a_loop_of_its_own(begin()) == ((Kind.PRACTICE, alder.practice.pk), (Kind.PRACTICE, birch.practice.pk))


def test_a_generator_does_not_carry_its_scope_out_unasked(alder, birch):
    """A queryset that is kept answers for whoever asks, not for whoever made it."""
    with in_practice(alder.practice):
        make_article("Alder's")
        kept = ArticlePage.objects.order_by("pk")
    with in_practice(birch.practice):
        assert list(kept.all()) == []
    with pytest.raises(ScopeNotSet):
        list(kept.all())
    with in_practice(alder.practice):
        assert [page.title for page in kept.all()] == ["Alder's"]


@task()
def titles_at(practice_id: int):
    """The titles of a practice's articles, and the scopes before and inside."""
    before = where()
    with in_practice(Practice.objects.get(pk=practice_id)):
        return [*before, *where(), *ArticlePage.objects.order_by("title").values_list("title", flat=True)]


@task()
def break_at(practice_id: int):
    with in_practice(Practice.objects.get(pk=practice_id)):
        raise ValueError("broken on purpose")


@pytest.mark.django_db(transaction=True)
def test_tasks_of_two_practices_in_one_worker(alder, birch, settings):
    """Queued in turns, some of them breaking in the middle: each sees its own practice only."""
    settings.TASKS = {"default": {"BACKEND": "sites.tasks.QueueBackend"}}
    for side, title in ((alder, "Alder's"), (birch, "Birch's")):
        with in_practice(side.practice):
            make_article(title)
    queued = []
    for number in range(20):
        side = (alder, birch)[number % 2]
        with in_practice((birch, alder)[number % 3 % 2].practice):  # where it is queued says nothing
            work = break_at if number % 5 == 4 else titles_at
            queued.append((side, work, work.enqueue(side.practice.pk)))
    with scope_of_command("db_worker"):
        call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)
    assert where() == NOWHERE
    for side, work, result in queued:
        result.refresh()
        if work is break_at:
            assert result.status is TaskResultStatus.FAILED
        else:
            title = "Alder's" if side is alder else "Birch's"
            assert result.return_value == ["all", None, "practice", side.practice.pk, title]
    assert Database().crossings() == []
    assert connection.get_autocommit()
