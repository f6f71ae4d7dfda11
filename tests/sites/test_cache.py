"""What one practice has kept, no other finds, though both ask for the same key."""

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.template import Context, Template
from django.utils.module_loading import import_string
from wagtail.models import Site

from cms.media.models import PracticeImage
from sites.cache import for_all, scoped_key
from sites.scoping import across_practices, at_installation, in_practice
from tests.building import make_article, make_picture


@pytest.fixture(autouse=True)
def _empty(db):
    for name in settings.CACHES:
        caches[name].clear()


def everywhere(alder, birch) -> list:
    """Every scope that work can have, but none at all."""
    return [lambda: in_practice(alder.practice), lambda: in_practice(birch.practice), at_installation, across_practices]


def test_every_cache_has_the_scope_in_its_keys():
    functions = {name: import_string(options["KEY_FUNCTION"]) for name, options in settings.CACHES.items()}
    assert functions == dict.fromkeys(settings.CACHES, scoped_key)


def test_each_scope_has_a_space_of_its_own(alder, birch):
    cache.set("word", "nobody's")
    for number, scope in enumerate(everywhere(alder, birch)):
        with scope():
            assert cache.get("word") is None
            assert cache.add("word", number) is True
            cache.set_many({"a": number, "b": number})
    for number, scope in enumerate(everywhere(alder, birch)):
        with scope():
            assert (cache.get("word"), cache.get_many(["a", "b"])) == (number, {"a": number, "b": number})
    assert (cache.get("word"), cache.get("a")) == ("nobody's", None)


def test_what_one_takes_away_the_others_keep(alder, birch):
    for scope in everywhere(alder, birch):
        with scope():
            cache.set("count", 1)
    with in_practice(alder.practice):
        assert cache.incr("count") == 2
        cache.delete("count")
    with in_practice(birch.practice):
        assert cache.get("count") == 1


def test_two_practices_that_change_places_do_not_meet(alder, birch):
    """The key holds the practice's number, which is never given again, and not its name or host."""
    with in_practice(alder.practice):
        ours = cache.make_key("word")
    assert f"practice-{alder.practice.pk}:" in ours
    assert alder.practice.slug not in ours
    assert scoped_key("practice-1:word", "", 1) != scoped_key("word", "practice-1", 1)


def test_the_installation_is_one_space_whatever_the_request():
    keys = set()
    for _ in range(2):
        with at_installation():
            keys.add(cache.make_key("rate-limit"))
    assert len(keys) == 1


def test_what_is_for_all_is_found_everywhere(alder, birch):
    cache.set(for_all("notice"), "Closed on Monday")
    for scope in everywhere(alder, birch):
        with scope():
            assert cache.get(for_all("notice")) == "Closed on Monday"
            assert cache.get("notice") is None


def test_a_part_of_a_template_is_kept_for_its_practice(alder, birch):
    part = Template("{% load cache %}{% cache 60 menu %}{{ name }}{% endcache %}")
    for at in (alder, birch):
        with in_practice(at.practice):
            assert part.render(Context({"name": at.practice.name})) == at.practice.name
    with in_practice(alder.practice):
        assert part.render(Context({"name": "something else"})) == "Alder Practice"


def test_addresses_of_sites_are_kept_for_their_practice(alder, birch):
    for at in (alder, birch, alder):
        with in_practice(at.practice):
            Site.get_site_root_paths()
            page = make_article(f"Read me {at.practice.slug}")
            assert page.full_url.startswith(f"http://{at.practice.slug}.")


def test_a_size_that_is_taken_away_in_any_scope_is_forgotten_by_its_practice(alder, birch):
    spec = "width-96"
    with in_practice(alder.practice):
        picture = make_picture()
        first = picture.get_rendition(spec)
    with across_practices():
        PracticeImage.objects.get(pk=picture.pk).renditions.all().delete()
    with in_practice(alder.practice):
        again = PracticeImage.objects.get(pk=picture.pk).get_rendition(spec)
        assert (again.pk != first.pk, again.file.storage.exists(again.file.name)) == (True, True)
