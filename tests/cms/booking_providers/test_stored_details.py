"""What stands in the database is checked again before anything is built of it."""

import json

import pytest

from cms.booking.providers import SERVICES, Refused, read_paste, service_named

from .everything import GOOD_PASTES

HOSTILE = [
    "a/../../evil",
    "a/b/c/d/e",
    '"onload="x',
    "'",
    "<script>",
    "a\nb",
    "a\r\nSet-Cookie: x",
    "a\n",
    "a b",
    "a\x00",
    "a?x=1",
    "a#x",
    "a@evil.example/",
    "evil.example/?",
    "a\\b",
    "%2e%2e",
    "ä",
    "",
    " ",
    "..",
    "javascript:alert(1)",
    "a" * 5000,
    None,
    7,
    True,
    ["a"],
    {"a": "b"},
    b"a",
]
ONE_OF_EACH = {service: details for _, service, details in GOOD_PASTES}


def test_there_is_an_example_of_each_service():
    assert set(ONE_OF_EACH) == set(SERVICES)


def everything_built(service, details):
    """Each way to build something of stored details."""
    yield service.check
    yield service.link
    yield service.link_host
    yield service.frame_sources
    yield lambda details: service.frame(details, "tideswell.example")


def assert_refused(service, details):
    for build in everything_built(service, details):
        with pytest.raises(Refused) as refusal:
            build(details)
        assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("key", SERVICES)
@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_a_hostile_identifier_is_refused(key, value):
    service = service_named(key)
    for part in ONE_OF_EACH[key]:
        assert_refused(service, {**ONE_OF_EACH[key], part: value})


@pytest.mark.parametrize("key", SERVICES)
def test_a_key_more_or_none_at_all_is_refused(key):
    service, details = service_named(key), ONE_OF_EACH[key]
    assert_refused(service, {**details, "src": "x"})
    assert_refused(service, {**details, 1: "x"})
    assert_refused(service, {})
    for needed in [name for name, part in service.parts.items() if part.needed]:
        assert_refused(service, {name: value for name, value in details.items() if name != needed})


@pytest.mark.parametrize("details", [None, [], "calendly", 7, [("user", "a")]])
@pytest.mark.parametrize("key", SERVICES)
def test_what_is_no_table_is_refused(key, details):
    assert_refused(service_named(key), details)


@pytest.mark.parametrize(
    ("key", "details"),
    [
        ("calendly", {"user": "login"}),
        ("calendly", {"event": "first-call"}),
        ("calendly", {"user": "tideswell", "share": "abc-def", "event": "first-call"}),
        ("acuity", {"owner": "1", "name": "tideswell"}),
        ("acuity", {"type": "1"}),
        ("calcom", {"host": "localhost", "page": "a/b"}),
        ("calcom", {"host": "127.0.0.1", "page": "a/b"}),
        ("calcom", {"host": "cal.com", "page": "settings"}),
        ("calcom", {"host": "xn--cal-x.example", "page": "a/b"}),
        ("jane", {"name": "a", "ending": "com", "section": "b", "staff": "4"}),
        ("intakeq", {"name": "a", "code": "abcd"}),
        ("setmore", {"name": "a", "page": "b"}),
        ("doctolib", {"country": "fr", "slug": "a", "town": "b"}),
        ("microsoft", {"host": "evil.example", "form": "book", "page": "a@b.example"}),
        ("other", {"url": "http://booking.example/"}),
        ("other", {"url": "https://a@booking.example/"}),
        ("other", {"url": "https://127.0.0.1/"}),
        ("other", {"url": "https://BOOKING.example/"}),
    ],
)
def test_parts_that_make_no_page_together_are_refused(key, details):
    assert_refused(service_named(key), details)


@pytest.mark.parametrize(("paste", "key", "details"), GOOD_PASTES)
def test_what_was_understood_survives_the_database(paste, key, details):
    stored = json.loads(json.dumps(details))
    service_named(key).check(stored)
    assert stored == read_paste(paste).details


def test_a_service_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        service_named("myspace")
