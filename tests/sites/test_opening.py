"""The command and the operator's screen do the same thing; what was typed wrong is kept and explained."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from sites.models import Practice
from sites.provisioning import give_hosts, open_practice
from tests.conftest import reader, signed_in
from tests.sites.practices import operators_browser, shape

NEW = reverse("practices:add")
FORM = {
    "slug": "cedar",
    "name": "Cedar House",
    "strapline": "A quiet room",
    "phone": "01632 960147",
    "email": "hello@cedar.example",
    "address": "",
    "hours": "",
    "country": "GB",
    "time_zone": "Europe/London",
    "language": "en-gb",
    "own_hosts": "WWW.Cedar.example\ncedar.example",
    "owner_name": "Ann Quill",
    "owner_email": "ann@cedar.example",
}


@pytest.fixture
def at_desk(operator, alder):
    return operators_browser(operator)


def by_screen(client) -> Practice:
    assert client.post(NEW, FORM).status_code == 302
    return Practice.objects.get(slug="cedar")


def by_command() -> str:
    out = StringIO()
    hosts = ["--host", "www.cedar.example", "--host", "cedar.example"]
    owner = ["--owner-email", "ann@cedar.example", "--owner-name", "Ann Quill"]
    facts = ["--phone", "01632 960147", "--email", "hello@cedar.example"]
    call_command("create_practice", "cedar", "Cedar House", *hosts, *owner, *facts, stdout=out)
    return out.getvalue()


def test_command_and_screen_make_equal_practices(at_desk, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with transaction.atomic():
        with django_capture_on_commit_callbacks(execute=True):
            made = shape(by_screen(at_desk))
        transaction.set_rollback(True)
    with django_capture_on_commit_callbacks(execute=True):
        said = by_command()
    assert shape(Practice.objects.get(slug="cedar")) == made
    assert said == (
        "Cedar House is open.\n  read  http://www.cedar.example/\n  work  http://cedar.anteroom.localhost/admin/\n"
    )
    assert [(letter.to, letter.subject) for letter in mail.outbox] == 2 * [
        (["ann@cedar.example"], "Your place at Cedar House")
    ]
    assert "Op invites you to work at Cedar House, as owner." in mail.outbox[0].body
    assert "We invite you to work at Cedar House, as owner." in mail.outbox[1].body


def test_the_command_twice_says_the_same_and_changes_nothing(alder):
    first = by_command()
    was = shape(Practice.objects.get(slug="cedar"))
    assert (by_command(), shape(Practice.objects.get(slug="cedar"))) == (first, was)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["admin", "Cedar"], "slug: “admin” is kept for the installation. Choose another one."),
        (["cedar", "Cedar", "--time-zone", "Mars"], "time_zone: “Mars” is no time zone. Use a name like"),
        (["cedar", "Cedar", "--host", "alder.anteroom.localhost"], "host: “alder.anteroom.localhost” is the install"),
        (["cedar", "Cedar", "--phone", "?"], "phone: “?” is no telephone number. Write it like +44 1632 960147."),
        (["cedar", "Cedar", "--country", "XX"], "Error: argument --country: invalid choice: 'XX'"),
    ],
)  # fmt: skip
def test_the_command_says_what_does_not_fit(arguments, message, alder):
    with pytest.raises(CommandError) as caught:
        call_command("create_practice", *arguments, "--owner-email", "ann@cedar.example")
    assert str(caught.value).startswith(message)
    assert not Practice.objects.exclude(slug="alder").exists()


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("slug", "alder", "Practice with this Slug already exists."),
        ("slug", "admin", "“admin” is kept for the installation. Choose another one."),
        ("slug", "Cedar House", "Use small letters, digits and hyphens, for example “tideswell”."),
        ("name", "", "This field is required."),
        ("time_zone", "Mars/Olympus", "“Mars/Olympus” is no time zone. Use a name like “Europe/London”."),
        ("phone", "call me", "“call me” is no telephone number. Write it like +44 1632 960147."),
        ("own_hosts", "alder.example", "“alder.example” is already in use by another site. Choose another one."),
        ("own_hosts", "anteroom.localhost", "“anteroom.localhost” is the installation's. Use a host name of the"),
        ("own_hosts", "ok.example\nhttps://cedar.example/", "Use a host name like “www.tideswell.example”"),
        ("owner_email", "nobody", "Enter a valid email address."),
        ("owner_name", "", "This field is required."),
    ],
)
def test_the_screen_says_it_at_the_field_and_keeps_what_was_typed(field, typed, message, at_desk, alder):
    give_hosts(alder.practice, ("alder.example",))
    response = at_desk.post(NEW, {**FORM, field: typed})
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert form.errors[field][0].startswith(message)
    assert {name: form[name].value() for name in FORM} == {**FORM, field: typed}
    assert form.errors[field][0].split("“")[0].split("'")[0] in response.text
    assert list(Practice.objects.values_list("slug", flat=True)) == ["alder"]


def test_the_operator_changes_hosts_and_closes_and_reopens(at_desk, alder, birch):
    url = reverse("practices:edit", args=(alder.practice.pk,))
    form = {name: value for name, value in FORM.items() if name not in ("slug", "owner_name", "owner_email")}
    unsaid = at_desk.post(url, {**form, "state": "closed"})
    assert unsaid.context["form"].errors == {"reason": ["Say why. The practice's owner can read it."]}
    form["reason"] = "Asked for by its owner"
    assert at_desk.post(url, {**form, "state": "closed"}).status_code == 302
    closed = Practice.objects.get(pk=alder.practice.pk)
    assert (closed.slug, closed.name, closed.state, closed.closed_at is None) == (
        "alder",
        "Cedar House",
        "closed",
        False,
    )
    assert dict(closed.hosts.values_list("host", "is_primary")) == {
        "www.cedar.example": True,
        "cedar.example": False,
        "alder.anteroom.localhost": False,
    }
    assert at_desk.get(url).context["form"]["own_hosts"].value() == "www.cedar.example\ncedar.example"

    assert at_desk.post(url, {**form, "state": "open", "own_hosts": ""}).status_code == 302
    reopened = Practice.objects.get(pk=alder.practice.pk)
    assert (reopened.state, reopened.closed_at, reopened.primary_host) == ("open", None, "alder.anteroom.localhost")
    assert reopened.site.hostname == "alder.anteroom.localhost"


def test_nobody_else_opens_the_operators_screens(operator, alder, birch):
    for path in (NEW, reverse("practices:index"), reverse("practices:edit", args=(alder.practice.pk,))):
        assert signed_in(alder.owner, alder.practice).get(path).status_code == 404
        assert reader(alder.practice).get(path).status_code == 404
    client = operators_browser(operator)
    assert client.get(f"/admin/practices/delete/{alder.practice.pk}/").status_code == 404


@pytest.mark.parametrize("practices", [1, 3])
def test_the_list_takes_the_same_queries_with_one_and_three(practices, at_desk, django_assert_num_queries):
    for number in range(1, practices):
        open_practice(slug=f"cedar-{number}", name=f"Cedar {number}")
    at_desk.get(reverse("practices:index"))  # content types are looked up once in a process
    with django_assert_num_queries(14):
        response = at_desk.get(reverse("practices:index"))
    assert [row.slug for row in response.context["object_list"]] == ["alder", "cedar-1", "cedar-2"][:practices]
