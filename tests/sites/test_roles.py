"""The roles as the product describes them, and that nothing else decides what somebody can."""

import pytest
from django.contrib.auth.models import Group, Permission

from sites.models import Membership, User
from sites.roles import ROLES, Ability
from sites.scoping import Kind, Scope, across_practices, at_installation, in_practice, within

TABLE = {
    "practitioner": {"read", "write"},
    "editor": {"read", "write", "edit", "publish"},
    "owner": {"read", "write", "edit", "publish", "configure", "manage_people", "answer", "review", "read_log"},
}


def abilities_of(user) -> set[str]:
    return {ability.value for ability in Ability if user.can(ability)}


def test_every_role_and_ability_is_in_the_table():
    assert {role.value: {ability.value for ability in ROLES[role].abilities} for role in ROLES} == TABLE


def test_a_role_says_in_a_sentence_what_it_may_do():
    assert [role.sentence.endswith(".") for role in ROLES.values()] == [True, True, True]
    assert "Cannot publish" in ROLES["practitioner"].sentence


@pytest.mark.parametrize("role", TABLE)
def test_a_person_can_what_the_role_says(role, alder):
    with in_practice(alder.practice):
        assert abilities_of(getattr(alder, role)) == TABLE[role]


@pytest.mark.parametrize("role", TABLE)
def test_a_role_counts_only_where_the_membership_is(role, alder, birch):
    person = getattr(alder, role)
    for scope in (in_practice(birch.practice), at_installation(), across_practices(), within(Scope(Kind.UNSET))):
        with scope:
            assert (person.role, abilities_of(person)) == (None, set())


def test_one_person_has_another_role_in_each_practice(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.owner, role="practitioner")
    person = User.everyone.get(pk=alder.owner.pk)
    with in_practice(alder.practice):
        assert abilities_of(person) == TABLE["owner"]
    with in_practice(birch.practice):
        assert abilities_of(person) == TABLE["practitioner"]


def test_inactive_people_operators_and_strangers_can_nothing(alder, operator):
    alder.owner.is_active = False
    stranger = User.everyone.create_user("stranger@elsewhere.example")
    with in_practice(alder.practice):
        assert [abilities_of(person) for person in (alder.owner, operator, stranger)] == [set(), set(), set()]


def test_groups_and_stored_permissions_give_nothing(alder):
    everything = Group.objects.create(name="Everything")
    everything.permissions.set(Permission.objects.all())
    with across_practices():
        alder.practitioner.groups.add(everything)
        alder.practitioner.user_permissions.set(Permission.objects.all())
    with in_practice(alder.practice):
        person = User.objects.get(pk=alder.practitioner.pk)
        granted = {
            perm
            for app, name in Permission.objects.values_list("content_type__app_label", "codename")
            if person.has_perm(perm := f"{app}.{name}")
        }
        assert granted == {
            "wagtailadmin.access_admin",
            "booking.view_bookingoffer",
            "link_checks.view_linkcheck",
            "article_check.view_checkdecision",
            "faq.view_faqentry",
            "media.view_practicetag",
            "reviewing.view_articlereview",
        }


def test_an_owner_can_let_anybody_here_answer_requests_and_nothing_else(alder, birch):
    place = Membership.everywhere.get(practice=alder.practice, user=alder.practitioner)
    place.answers_requests = True
    with in_practice(alder.practice):
        place.save()
        assert abilities_of(User.everyone.get(pk=alder.practitioner.pk)) == {"read", "write", "answer"}
        assert [abilities_of(person) for person in (alder.second_practitioner, alder.editor)] == [
            TABLE["practitioner"],
            TABLE["editor"],
        ]
    with in_practice(birch.practice):
        assert abilities_of(User.everyone.get(pk=alder.practitioner.pk)) == set()
