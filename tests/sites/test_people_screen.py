"""The owner's screen of people: the list, inviting, changing roles, ending; and nobody else's."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sites.membership import invite
from sites.models import Invitation, Membership, User
from tests.conftest import signed_in

LIST, INVITE = reverse("practice_people:index"), reverse("practice_people:add")
NEW = {"email": "Jo@Field.example", "name": "Jo Field", "role": "editor"}


def member(user, practice) -> Membership:
    return Membership.everywhere.get(user=user, practice=practice)


def people_of(practice) -> dict[str, str]:
    return dict(Membership.everywhere.filter(practice=practice).values_list("user__email", "role"))


def plain(text: str, email: str) -> str:
    """A page or a letter without the address that was typed and the token of its forms."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,}", "", text)
    return text.replace(email, "")


def test_the_list_shows_the_people_of_this_practice(alder, birch, django_assert_num_queries):
    client = signed_in(alder.owner, alder.practice)
    client.get(LIST)  # content types are looked up once in a process
    Membership.everywhere.filter(practice=alder.practice).exclude(user=alder.owner).delete()
    for people in (["owner@alder.example"], ["a@alder.example", "b@alder.example", "owner@alder.example"]):
        for email in people[:-1]:
            person = User.everyone.create_user(email, first_name=email[0].upper())
            Membership.everywhere.create(practice=alder.practice, user=person)
        with django_assert_num_queries(15):
            response = client.get(LIST)
        assert [row.user.email for row in response.context["object_list"]] == people
        assert "birch.example" not in response.text


def test_an_owner_invites_and_sees_what_was_typed(alder, birch, django_capture_on_commit_callbacks):
    client = signed_in(alder.owner, alder.practice)
    mail.outbox.clear()
    before = (people_of(alder.practice), User.everyone.count())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(INVITE, NEW)
    page = client.get(LIST)
    assert [(each.name, each.email, each.role) for each in page.context["invitations"]] == [
        ("Jo Field", "jo@field.example", "editor")
    ]
    assert re.search(r"Invited on \d+ \w+ \d{4}, good until \d+ \w+ \d{4}", page.text)
    assert [letter.to for letter in mail.outbox] == [["jo@field.example"]]
    assert (people_of(alder.practice), User.everyone.count()) == before


def test_whether_the_address_has_an_account_elsewhere_shows_nowhere(alder, birch, django_capture_on_commit_callbacks):
    client, seen, queries = signed_in(alder.owner, alder.practice), [], []
    client.get(LIST)  # content types are looked up once in a process
    for email in ("nobody@birch.example", "editor@birch.example"):
        mail.outbox.clear()
        with CaptureQueriesContext(connection) as caught, django_capture_on_commit_callbacks(execute=True):
            said = client.post(INVITE, {**NEW, "email": email}, follow=True)
        link = re.search(r"/invitation/\S+", mail.outbox[0].body).group()
        letter = mail.outbox[0].body.replace(link, "")
        form = client.post(INVITE, {**NEW, "email": email, "role": "nonsense"})
        seen.append([plain(text, email) for text in (said.text, letter, form.text)] + [said.status_code])
        queries.append(len(caught))
        Invitation.everywhere.all().delete()
    assert seen[0] == seen[1]
    assert queries[0] == queries[1]


def test_an_invitation_is_sent_again_and_withdrawn(alder, birch, django_capture_on_commit_callbacks):
    client = signed_in(alder.owner, alder.practice)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(INVITE, NEW)
    waiting = Invitation.everywhere.waiting().get()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("practice_people:send_again", args=(waiting.pk,)))
    assert [letter.to for letter in mail.outbox] == [["jo@field.example"]]
    assert Invitation.everywhere.get().token_hash != waiting.token_hash
    assert client.post(reverse("practice_people:withdraw", args=(waiting.pk,))).status_code == 302
    assert client.get(LIST).context["invitations"] == []
    assert client.post(reverse("practice_people:send_again", args=(waiting.pk,))).status_code == 404


def test_an_owner_changes_a_role_and_ends(alder, birch):
    client, place = signed_in(alder.owner, alder.practice), member(alder.editor, alder.practice)
    client.post(reverse("practice_people:edit", args=(place.pk,)), {"role": "owner"})
    assert people_of(alder.practice)["editor@alder.example"] == "owner"
    client.post(reverse("practice_people:delete", args=(place.pk,)))
    assert "editor@alder.example" not in people_of(alder.practice)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"email": "EDITOR@alder.example"}, "email", "This person is here already. Find them in the list to change"),
        ({"email": "nobody"}, "email", "Enter a valid email address."),
        ({"name": ""}, "name", "This field is required."),
        ({"role": "operator"}, "role", "Select a valid choice. operator is not one of the available choices."),
    ],
)
def test_the_invitation_says_it_at_the_field_and_keeps_what_was_typed(typed, field, message, alder, birch):
    before = User.everyone.count()
    form = signed_in(alder.owner, alder.practice).post(INVITE, {**NEW, **typed}).context["form"]
    assert (list(form.errors), form.errors[field][0].startswith(message)) == ([field], True)
    assert {name: form[name].value() for name in NEW} == {**NEW, **typed}
    assert User.everyone.count() == before


def test_the_screen_keeps_the_last_owner(alder, birch):
    client, last = signed_in(alder.owner, alder.practice), member(alder.owner, alder.practice)
    demoted = client.post(reverse("practice_people:edit", args=(last.pk,)), {"role": "editor"})
    assert demoted.context["form"].errors["role"] == ["A practice needs an owner. Make somebody else an owner first."]
    ended = client.post(reverse("practice_people:delete", args=(last.pk,)), follow=True)
    assert "A practice needs an owner." in ended.text
    assert people_of(alder.practice)["owner@alder.example"] == "owner"


@pytest.mark.parametrize("role", ["practitioner", "editor"])
def test_nobody_but_an_owner_manages_people(role, alder, birch):
    client, other = signed_in(getattr(alder, role), alder.practice), member(alder.second_practitioner, alder.practice)
    before = people_of(alder.practice)
    for name, args in (("index", ()), ("add", ()), ("edit", (other.pk,)), ("delete", (other.pk,))):
        url = reverse(f"practice_people:{name}", args=args)
        assert [client.get(url).url, client.post(url, {**NEW, "role": "owner"}).url] == ["/admin/", "/admin/"]
    assert people_of(alder.practice) == before


def test_an_owner_does_not_reach_the_people_of_another_practice(alder, birch):
    client, theirs = signed_in(alder.owner, alder.practice), member(birch.editor, birch.practice)
    waiting = invite(birch.practice, "jo@field.example", "editor")
    before = (people_of(birch.practice), Invitation.everywhere.values().get())
    for name in ("edit", "delete"):
        assert client.post(reverse(f"practice_people:{name}", args=(theirs.pk,)), {"role": "owner"}).status_code == 404
    for name in ("send_again", "withdraw"):
        assert client.post(reverse(f"practice_people:{name}", args=(waiting.pk,))).status_code == 404
    assert client.get(LIST).context["invitations"] == []
    assert (people_of(birch.practice), Invitation.everywhere.values().get()) == before


def test_one_person_in_two_practices_sees_each_addresss_own(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    at_alder, at_birch = (signed_in(alder.owner, practice) for practice in (alder.practice, birch.practice))
    assert (at_alder.get(LIST).status_code, at_birch.get(LIST).status_code) == (200, 302)
    for client, own, other in ((at_alder, alder, birch), (at_birch, birch, alder)):
        assert client.get("/admin/pages/", follow=True).context["parent_page"].practice == own.practice
        url = reverse("wagtailadmin_explore", args=(other.practice.site.root_page_id,))
        assert client.get(url).status_code == 404
