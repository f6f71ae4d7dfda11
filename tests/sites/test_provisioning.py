"""Opening, repairing and closing practices: whole or not at all, and never twice."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import override_settings
from wagtail.models import Collection, Workflow

from cms.booking.models import BookingOffer
from cms.pages.models import BasePage
from cms.site_pages.models import PracticeSettings
from sites import provisioning
from sites.models import Invitation, Membership, Practice, PracticeHost, User
from sites.provisioning import close_practice, give_hosts, open_practice, reopen_practice, repair_practice
from sites.scoping import across_practices, in_practice
from tests.sites.practices import shape

CEDAR = {"slug": "cedar", "name": "Cedar House", "owner_email": "Ann@Cedar.example", "owner_name": "Ann Quill"}


def rows_of_all_tables() -> dict[str, int]:
    with across_practices(), connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def test_a_new_practice_has_everything(alder, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        cedar = open_practice(**CEDAR, hosts=("WWW.Cedar.example.", "cedar.example"), phone="01632 960147")
    assert shape(cedar) == {
        "facts": ("Cedar House", "open", "GB", "Europe/London", "en-gb", "+441632960147"),
        "hosts": {"www.cedar.example": True, "cedar.example": False, "cedar.anteroom.localhost": False},
        "site": ("www.cedar.example", 80, "Cedar House", "cedar"),
        "collection": ("Cedar House", 2),
        "workflow": (["the editors"], ["cedar"]),
        "pages": [
            ("HomePage", "cedar", True, False),
            ("ArticleIndexPage", "articles", True, True),
            ("ServiceIndexPage", "services", True, True),
            ("PeopleIndexPage", "people", True, True),
            ("StandardPage", "about", False, True),
            ("StandardPage", "fees", False, True),
            ("StandardPage", "privacy", True, False),
            ("ContactPage", "contact", True, True),
        ],
        "settings": (
            ["articles", "services", "people", "about", "fees", "contact"],
            ["privacy", "contact"],
            "Cedar House",
        ),
        "offers": [("A first conversation", "first-conversation", "phone", True)],
        "people": [],
        "invited": [("ann@cedar.example", "Ann Quill", "owner")],
    }
    assert [letter.to for letter in mail.outbox] == [["ann@cedar.example"]]


def test_opening_it_again_changes_nothing_and_writes_to_nobody(alder, birch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        cedar = open_practice(**CEDAR, phone="01632 960147")
    before, was, mails = rows_of_all_tables(), shape(cedar), len(mail.outbox)
    with django_capture_on_commit_callbacks(execute=True):
        again = open_practice(**{**CEDAR, "name": "Another name", "owner_name": "Another"}, country="US")
        repair_practice(cedar)
    assert (again.pk, rows_of_all_tables(), shape(again), len(mail.outbox)) == (cedar.pk, before, was, mails)


def without_pages(practice):
    BasePage.objects.get(depth=2).get_children().delete()
    PracticeSettings.objects.filter(site=practice.site).delete()  # whose menu named them


def without_workflow(practice):
    Practice.objects.filter(pk=practice.pk).update(workflow=None)
    with across_practices():  # now it is nobody's
        Workflow.objects.get(pk=practice.workflow_id).delete()


@pytest.mark.parametrize(
    "break_it",
    [
        lambda practice: PracticeHost.objects.filter(practice=practice).delete(),
        lambda practice: PracticeSettings.objects.filter(site=practice.site).delete(),
        lambda practice: BookingOffer.objects.all().delete(),
        without_pages,
        without_workflow,
    ],
    ids=["hosts", "settings", "offer", "pages", "workflow"],
)
def test_what_is_missing_is_made_again(break_it, alder, birch):
    whole, other = shape(alder.practice), shape(birch.practice)
    with in_practice(alder.practice):
        break_it(alder.practice)
    broken = Practice.objects.get(pk=alder.practice.pk)
    assert shape(broken) != whole
    assert (shape(repair_practice(broken)), shape(birch.practice)) == (whole, other)


def test_a_page_that_was_deleted_on_purpose_stays_deleted(alder):
    with in_practice(alder.practice):
        BasePage.objects.get(slug="fees").delete()
        repair_practice(alder.practice)
        assert not BasePage.objects.filter(slug="fees").exists()


class Broken(Exception):
    pass


@pytest.mark.parametrize("steps", range(len(provisioning._first_things) + 1))
def test_a_failing_step_leaves_nothing_behind(steps, alder, monkeypatch):
    def broken(practice):
        raise Broken

    monkeypatch.setattr(provisioning, "_first_things", [*provisioning._first_things[:steps], broken])
    before, letters = rows_of_all_tables(), len(mail.outbox)
    with pytest.raises(Broken):
        open_practice(**CEDAR)
    assert (rows_of_all_tables(), len(mail.outbox)) == (before, letters)


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        ({"slug": "admin"}, "slug", "“admin” is kept for the installation. Choose another one."),
        ({"slug": "www"}, "slug", "“www” is kept for the installation. Choose another one."),
        ({"slug": "Cedar House"}, "slug", "Use small letters, digits and hyphens, for example “tideswell”."),
        ({"slug": "-cedar"}, "slug", "Use small letters, digits and hyphens, for example “tideswell”."),
        ({"slug": "c" * 43}, "slug", "Ensure this value has at most 42 characters (it has 43)."),
        ({"slug": ""}, "slug", "This field cannot be blank."),
        ({"name": ""}, "name", "This field cannot be blank."),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "“Mars/Olympus” is no time zone. Use a name like"),
        ({"phone": "call me"}, "phone", "“call me” is no telephone number. Write it like +44 1632 960147."),
        ({"phone": "12"}, "phone", "“12” has too few or too many digits. Write it like +44 1632 960147."),
        ({"country": "XX"}, "country", "Value 'XX' is not a valid choice."),
        ({"hosts": ("birch.example",)}, "host", "This host is already in use. Choose another one."),
        ({"hosts": ("birch.anteroom.localhost",)}, "host", "“birch.anteroom.localhost” is the installation's. Use a"),
        ({"hosts": ("anteroom.localhost",)}, "host", "“anteroom.localhost” is the installation's. Use a host name"),
        ({"hosts": ("oak.anteroom.localhost",)}, "host", "“oak.anteroom.localhost” is the installation's. Use a host"),
        ({"hosts": ("good.example", "https://cedar.example",)}, "host", "Use a host name like “www.tideswell.example”"),
        ({"owner_email": "nonsense"}, None, "“nonsense” is no e-mail address."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_leaves_nothing_behind(given, field, message, alder, birch):
    give_hosts(birch.practice, ("birch.example",))
    before = rows_of_all_tables()
    with pytest.raises(ValidationError) as caught:
        open_practice(**{**CEDAR, **given})
    messages = caught.value.message_dict[field] if field else caught.value.messages
    assert [text for text in messages if text.startswith(message)]
    assert rows_of_all_tables() == before


def test_a_letter_that_can_not_be_sent_is_sent_by_opening_it_again(alder, django_capture_on_commit_callbacks, caplog):
    refused = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "127.0.0.1", "port": 1}}
    with override_settings(MAILERS={"default": refused}), django_capture_on_commit_callbacks(execute=True):
        cedar = open_practice(**CEDAR)
    assert "The invitation of ann@cedar.example could not be sent" in caplog.text
    assert Invitation.everywhere.get(practice=cedar).sent_at is None

    mail.outbox.clear()
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            open_practice(**CEDAR)
    assert [letter.to for letter in mail.outbox] == [["ann@cedar.example"]]


def test_the_tree_is_sound_after_many_openings(alder, birch):
    for number in range(3):
        open_practice(slug=f"cedar-{number}", name="Cedar House")
    with across_practices():
        assert [list(found) for found in BasePage.find_problems()] == [[], [], [], [], []]
        assert [list(found) for found in Collection.find_problems()] == [[], [], [], [], []]
        homes = list(BasePage.objects.filter(depth=2).values_list("slug", "practice__slug").order_by("path"))
    assert homes == [(slug, slug) for slug in ("alder", "birch", "cedar-0", "cedar-1", "cedar-2")]


def test_closing_deletes_nothing_and_reopening_undoes_it(alder):
    before, was = rows_of_all_tables(), shape(alder.practice)
    close_practice(alder.practice)
    closed = Practice.objects.get(pk=alder.practice.pk)
    before["audit_auditentry"] += 2  # in the practice's log and in the installation's
    before["practices_shownchange"] += 1  # readers see it
    assert (closed.state, closed.closed_at is None, rows_of_all_tables()) == ("closed", False, before)
    reopen_practice(closed)
    reopened = Practice.objects.get(pk=alder.practice.pk)
    assert (reopened.closed_at, shape(reopened)) == (None, was)


def test_an_owner_with_an_account_keeps_name_and_password(alder, birch):
    open_practice(**{**CEDAR, "owner_email": "OWNER@alder.example", "owner_name": "Somebody Else"})
    person = User.everyone.get(email="owner@alder.example")
    roles = set(Membership.everywhere.filter(user=person).values_list("practice__slug", "role"))
    assert (str(person), person.has_usable_password()) == ("Owner Alder", True)
    assert roles == {("alder", "owner")}
    invited = Invitation.everywhere.filter(email="owner@alder.example").values_list("practice__slug", "role")
    assert set(invited) == {("cedar", "owner")}
