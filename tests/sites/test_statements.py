"""Statements: the rows that a queryset gives, asked of the scope that is in force, whichever it was written in."""

import datetime

import pytest
from django.db.models import DateTimeField, F, Model
from wagtail.blocks import StreamValue

from cms.articles.models import ArticlePage
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.people.models import PractitionerPage
from sites.models import PracticeHost
from sites.scoping import Kind, Scope, ScopeNotSet, across_practices, in_practice, within
from sites.statements import Statement
from tests.building import make_article, make_picture, make_profile

HOSTS = Statement(lambda hosts: PracticeHost.objects.select_related("practice").filter(host__in=hosts))


def pages_of_ids():
    return Statement(lambda ids: BasePage.objects.filter(pk__in=ids).select_related("listing_image"))


def ids_of_everybody() -> list[int]:
    with across_practices():
        return list(BasePage.objects.values_list("pk", flat=True))


def test_each_practice_gets_its_own_rows_from_one_statement(alder, birch):
    statement, ids = pages_of_ids(), ids_of_everybody()
    for side in (alder, birch, alder):
        with in_practice(side.practice):
            assert {page.pk for page in statement(ids=ids)} == set(BasePage.objects.values_list("pk", flat=True))
            assert {page.practice_id for page in statement(ids=ids)} == {side.practice.pk, None}


@pytest.mark.parametrize("kind", [Kind.INSTALLATION, Kind.ALL])
def test_other_scopes_have_sql_of_their_own(alder, birch, kind):
    statement, ids = pages_of_ids(), ids_of_everybody()
    with in_practice(alder.practice):
        statement(ids=ids)
    with within(Scope(kind)):
        assert {page.pk for page in statement(ids=ids)} == set(BasePage.objects.values_list("pk", flat=True))


def test_without_a_scope_it_refuses_also_after_it_was_asked_in_one(alder):
    statement, ids = pages_of_ids(), ids_of_everybody()
    with in_practice(alder.practice):
        assert statement(ids=ids)
    with within(Scope(Kind.UNSET)), pytest.raises(ScopeNotSet):
        statement(ids=ids)


@pytest.mark.parametrize("number", [1, 3, 4, 5])
def test_lists_of_any_length_in_one_query(at_alder, number, django_assert_num_queries):
    statement, ids = pages_of_ids(), list(BasePage.objects.values_list("pk", flat=True))[:number]
    with django_assert_num_queries(1):
        found = statement(ids=ids)
    assert sorted(page.pk for page in found) == sorted(ids)


def test_an_empty_list_costs_nothing(at_alder, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pages_of_ids()(ids=[]) == []


def test_what_was_asked_for_along_needs_no_query(alder, django_assert_num_queries):
    with across_practices(), django_assert_num_queries(1):
        host = HOSTS.first(hosts=[alder.practice.installation_host])
        assert host.practice.name == alder.practice.name
        assert HOSTS.first(hosts=[]) is None


def test_moments_are_stored_as_the_database_stores_them(at_alder):
    when = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    BasePage.objects.filter(depth=2).update(published_at=when)
    statement = Statement(lambda when: BasePage.objects.filter(published_at=when), when=DateTimeField())
    assert [page.depth for page in statement(when=when)] == [2]
    assert statement(when=when + datetime.timedelta(seconds=1)) == []


OF_EACH_KIND = {
    "a page with its picture": lambda: BasePage.objects.select_related("listing_image"),
    "a page whose own kind lies in another table": lambda: BasePage.objects.select_related("articlepage"),
    "a page of that kind": lambda: ArticlePage.objects.select_related("practice__site"),
    "some columns": lambda: PractitionerPage.objects.defer("locked_at", "about"),
    "one column alone": lambda: PracticeHost.objects.only("pk"),
    "a picture": lambda: PracticeImage.objects.all(),
    "something that the database worked out": lambda: BasePage.objects.annotate(twice=F("depth") * 2),
}


@pytest.mark.parametrize("kind", OF_EACH_KIND)
def test_the_objects_are_those_of_the_queryset(at_alder, kind):
    make_article(listing_image=make_picture(), authors=[make_profile()])
    made, expected = Statement(OF_EACH_KIND[kind])(), list(OF_EACH_KIND[kind]())
    assert [held_by(one) for one in made] == [held_by(one) for one in expected] != []


def held_by(one: Model | None) -> tuple | None:
    """All that an object holds, with the objects that came along."""
    if one is None:
        return None
    held = {name: value for name, value in vars(one).items() if name != "_state"}
    held = {name: list(value.raw_data) if isinstance(value, StreamValue) else value for name, value in held.items()}
    along = {name: held_by(other) for name, other in one._state.fields_cache.items() if not is_way_back(one, other)}
    return type(one), held, along, one._state.adding, one._state.db


def is_way_back(one, other) -> bool:
    return other is not None and any(back is one for back in other._state.fields_cache.values())
