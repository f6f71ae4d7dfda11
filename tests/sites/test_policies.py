"""What Wagtail is told when it asks: pages, pictures, documents, snippets, settings, and what nobody here touches."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Site, Task, Workflow
from wagtail.permissions import policy_registry

from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from cms.site_pages.models import PracticeSettings
from sites.models import Membership, Practice, User
from sites.scoping import at_installation, in_practice
from tests.building import guard_asleep, make_article, make_picture

# What the page's permission tester answers, for each role and each page of A.
TESTS = ["add_subpage", "edit", "publish", "unpublish", "delete", "lock", "move", "copy"]
TABLE = """
role         | page     | add | edit | publish | unpublish | delete | lock | move | copy
practitioner | home     | -   | -    | -       | -         | -      | -    | -    | -
practitioner | articles | yes | -    | -       | -         | -      | -    | -    | -
practitioner | fees     | -   | -    | -       | -         | -      | -    | -    | -
practitioner | own      | -   | yes  | -       | -         | yes    | -    | yes  | yes
practitioner | own live | -   | yes  | -       | -         | -      | -    | -    | yes
practitioner | other's  | -   | -    | -       | -         | -      | -    | -    | -
editor       | home     | yes | yes  | yes     | -         | -      | yes  | -    | yes
editor       | articles | yes | yes  | yes     | yes       | yes    | yes  | yes  | yes
editor       | fees     | yes | yes  | yes     | -         | yes    | yes  | yes  | yes
editor       | own live | -   | yes  | yes     | yes       | yes    | yes  | yes  | yes
editor       | other's  | -   | yes  | yes     | -         | yes    | yes  | yes  | yes
owner        | home     | yes | yes  | yes     | -         | -      | yes  | -    | yes
owner        | other's  | -   | yes  | yes     | -         | yes    | yes  | yes  | yes
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()[1:]]


@pytest.fixture
def pages(alder, birch):
    """Three articles of A by two practitioners, beside the pages of A and a whole practice B."""
    with in_practice(birch.practice):
        make_article("Of B", owner=birch.practitioner)
    with in_practice(alder.practice):
        named = {page.slug: page for page in BasePage.objects.exclude(depth=1)}
        named["home"] = named["alder"]
        named["own"] = make_article("Own", owner=alder.practitioner, live=False)
        named["own live"] = make_article("Own live", owner=alder.practitioner)
        named["other's"] = make_article("Another's", owner=alder.second_practitioner, live=False)
        return named


def answers(user, page) -> list[str]:
    may = page.permissions_for_user(user)
    return ["yes" if getattr(may, f"can_{test}")() else "-" for test in TESTS]


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_pages_of_the_own_practice(role, alder, pages):
    with in_practice(alder.practice):
        user = User.objects.get(pk=getattr(alder, role).pk)
        asked = [[role, name, *answers(user, pages[name])] for who, name, *_ in ROWS if who == role]
        assert asked == [row for row in ROWS if row[0] == role]


def test_nobody_else_may_anything_with_any_page(alder, birch, pages, operator):
    with in_practice(alder.practice):
        for person in (birch.owner, operator):
            assert {answer for page in pages.values() for answer in answers(person, page)} == {"-"}
    with in_practice(birch.practice):  # A's page in B's scope, asked by A's editor and by B's
        for person in (alder.editor, birch.editor):
            assert {answer for page in pages.values() for answer in answers(person, page)} == {"-"}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        # Articles and people, where practitioners may add, with what is above and below them.
        ("practitioner", {"alder", "articles", "people", "own", "own-live", "anothers"}),
        ("editor", "all"),
        ("owner", "all"),
    ],
)
def test_what_a_role_may_explore(role, expected, alder, pages):
    policy = policy_registry.get_by_type(BasePage)
    with in_practice(alder.practice):
        seen = set(policy.explorable_instances(getattr(alder, role)).values_list("slug", flat=True))
        everything = set(BasePage.objects.exclude(depth=1).values_list("slug", flat=True))
        assert seen - {"root"} == (everything if expected == "all" else expected)
        assert policy.explorable_root_instance(getattr(alder, role)).slug == "alder"


def test_people_who_may_do_something_with_pages_are_this_practices(alder, birch, pages):
    policy = policy_registry.get_by_type(BasePage)
    with in_practice(alder.practice):
        writers = {alder.owner, alder.editor, alder.practitioner, alder.second_practitioner}
        assert set(policy.users_with_permission("add")) == writers
        assert set(policy.users_with_permission("publish")) == {alder.owner, alder.editor}
        assert set(policy.users_with_permission_for_instance("change", pages["own"])) == {alder.owner, alder.editor}
    with at_installation():
        assert set(policy.users_with_permission("publish")) == set()


@pytest.mark.parametrize("model", [get_image_model(), get_document_model()])
def test_pictures_and_documents(model, alder, birch):
    policy = policy_registry.get_by_type(model)
    with in_practice(alder.practice):
        own = model(title="Own", uploaded_by_user=alder.practitioner, collection=alder.practice.collection)
        of_b = model(title="Of B", uploaded_by_user=alder.practitioner, collection=birch.practice.collection)
        table = {
            role: [
                policy.user_has_permission(user, "add"),
                policy.user_has_permission(user, "choose"),
                policy.user_has_permission_for_instance(user, "change", own),
                policy.user_has_permission_for_instance(user, "delete", own),
                policy.user_has_permission_for_instance(user, "choose", of_b),
                policy.user_has_permission_for_instance(user, "change", of_b),
            ]
            for role, user in {**vars(alder), "owner of B": birch.owner, "nobody": AnonymousUser()}.items()
            if role != "practice"
        }
    yes, no = True, False
    assert table == {
        "practitioner": [yes, yes, yes, yes, no, no],
        "second_practitioner": [yes, yes, no, no, no, no],
        "editor": [yes, yes, yes, yes, no, no],
        "owner": [yes, yes, yes, yes, no, no],
        "owner of B": [no] * 6,
        "nobody": [no] * 6,
    }


def test_pictures_to_change_are_listed_by_who_added_them(alder, birch):
    policy = policy_registry.get_by_type(get_image_model())
    with in_practice(birch.practice), guard_asleep():
        make_picture("Of B", uploaded_by_user=alder.practitioner)
    with in_practice(alder.practice):
        own = make_picture("Own", uploaded_by_user=alder.practitioner)
        others = make_picture("Another's", uploaded_by_user=alder.second_practitioner)
        assert set(policy.instances_user_has_permission_for(alder.practitioner, "change")) == {own}
        assert set(policy.instances_user_has_permission_for(alder.editor, "change")) == {own, others}
        assert set(policy.instances_user_has_permission_for(birch.editor, "change")) == set()


ACTIONS = ["view", "add", "change", "delete"]


@pytest.mark.parametrize(
    ("model", "practitioner", "editor", "owner"),
    [
        (FaqEntry, ["view"], ACTIONS, ACTIONS),
        (BookingOffer, ["view"], ["view"], ACTIONS),
        (Membership, [], [], ACTIONS),
        (PracticeSettings, [], [], ACTIONS),
        (Collection, [], ["add", "change", "delete"], ["add", "change", "delete"]),
        (Practice, [], [], []),
        (User, [], [], []),
        (Group, [], [], []),
        (Site, [], [], []),
        (Workflow, [], [], []),
        (Task, [], [], []),
        (Locale, [], [], []),
    ],
)
def test_everything_else(model, practitioner, editor, owner, alder, birch, operator):
    policy = policy_registry.get_by_type(model)

    def may(user):
        return [action for action in ACTIONS if policy.user_has_permission(user, action)]

    with in_practice(alder.practice):
        assert [may(alder.practitioner), may(alder.editor), may(alder.owner)] == [practitioner, editor, owner]
        assert [may(birch.owner), may(operator), may(AnonymousUser())] == [[], [], []]


def test_things_of_the_other_practice_are_refused_one_by_one(alder, birch):
    with in_practice(birch.practice):
        entry = FaqEntry.objects.create(question="Whose is this?", answer="<p>B's.</p>")
        things = [entry, BookingOffer.objects.get(), Membership.objects.first()]
    with in_practice(alder.practice):
        for thing in [*things, birch.practice.collection, birch.practice.site]:
            policy = policy_registry.get_by_type(PracticeSettings if isinstance(thing, Site) else type(thing))
            allowed = [a for a in ACTIONS if policy.user_has_permission_for_instance(alder.owner, a, thing)]
            assert (thing, allowed) == (thing, [])


def test_folders_below_the_practices_own_can_be_deleted_and_that_one_not(alder, birch):
    policy = policy_registry.get_by_type(Collection)
    with in_practice(alder.practice):
        folder = Collection.objects.get(pk=alder.practice.collection_id).add_child(name="Portraits")
    with in_practice(alder.practice):
        assert list(policy.instances_user_has_permission_for(alder.editor, "delete")) == [folder]
        assert list(policy.instances_user_has_permission_for(alder.practitioner, "delete")) == []
