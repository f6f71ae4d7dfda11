"""Whose rows are seen: the practice's in scope, nobody's without one."""

import threading

import pytest

from cms.pages.models import BasePage
from sites.models import User
from sites.scoping import ScopeNotSet, across_practices, at_installation, in_practice
from tests.building import guard_asleep


def test_without_a_scope_a_query_refuses_to_run(alder):
    with pytest.raises(ScopeNotSet):
        BasePage.objects.count()


def test_each_scope_sees_its_own_pages(alder, birch):
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            owners = set(BasePage.objects.exclude(depth=1).values_list("practice_id", flat=True))
            assert owners == {practice.pk}


def test_the_installation_sees_no_practice(alder):
    with at_installation():
        assert list(BasePage.objects.values_list("depth", flat=True)) == [1]


def test_across_practices_sees_all(alder, birch):
    with across_practices():
        assert set(BasePage.objects.filter(depth=2).values_list("slug", flat=True)) == {"alder", "birch"}


def test_a_queryset_made_in_one_scope_answers_for_the_scope_it_runs_in(alder, birch):
    with in_practice(alder.practice):
        kept = BasePage.objects.filter(depth=2)
        assert [page.slug for page in kept.all()] == ["alder"]
    with in_practice(birch.practice):
        assert [page.slug for page in kept.all()] == ["birch"]


@pytest.mark.django_db(transaction=True)
def test_a_new_thread_starts_closed(alder):
    seen = []

    def look():
        try:
            BasePage.objects.exists()
        except ScopeNotSet as error:
            seen.append(error)

    with in_practice(alder.practice):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_people_are_those_with_a_place_here(alder, birch):
    with in_practice(alder.practice):
        assert set(User.objects.all()) == {alder.owner, alder.editor, alder.practitioner, alder.second_practitioner}
        assert not User.objects.filter(pk=birch.owner.pk).exists()


def test_an_operator_opens_no_practice(alder, operator):
    with in_practice(alder.practice):
        assert operator.is_superuser is False
        assert not User.objects.filter(pk=operator.pk).exists()
    with at_installation():
        assert operator.is_superuser is True
        operator.first_name = "Changed"
        operator.save()
    with in_practice(alder.practice), guard_asleep():
        operator.save()
    with at_installation():
        assert User.objects.get(pk=operator.pk).is_superuser is True
