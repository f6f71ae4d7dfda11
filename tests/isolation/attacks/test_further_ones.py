"""Attacks beyond the list: two tabs, roles that end, practices that close, where one is led, what errors say."""

import json

import pytest
from django.core.cache import cache
from django.db import transaction

from sites.membership import change_role, let_go
from sites.models import Membership
from sites.provisioning import close_practice, reopen_practice
from sites.scoping import across_practices, in_practice
from tests.conftest import reader, signed_in
from tests.isolation import posting
from tests.isolation.two_sides import WORD, browser

from .asking import again, newest, refused, seen, send, text_of


def edit(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


@pytest.fixture
def in_both(a, b):
    """A's owner is also B's practitioner, and has signed in at both."""
    with transaction.atomic():  # B gains a person, which is undone before B is looked at
        Membership.everywhere.create(practice=b.practice, user=a.owner, role="practitioner")
        yield a.owner
        transaction.set_rollback(True)


def test_two_tabs_at_two_practices(a, b, in_both):
    """What one tab has open is not saved through the other, and each shows its own."""
    at_a, at_b = signed_in(in_both, a.practice), signed_in(in_both, b.practice)
    begin = text_of(send(at_a, "/admin/")).replace(b.practice.name, "")  # the way to one's other practice
    assert (WORD in begin, WORD in text_of(send(at_b, "/admin/"))) == (False, True)
    for path in (edit(b.draft), edit(b.article), f"/admin/pages/{b.index.pk}/"):
        assert (refused(at_a, path), refused(at_a, path, posting.article(a))) == (404, 404)
    assert send(at_b, edit(a.draft), posting.article(a, "taken")).status_code == 404
    assert send(at_a, edit(a.article), posting.article(a, listing_image=b.picture.pk)).status_code == 200
    assert newest(a, a.article).listing_image_id == a.picture.pk
    assert send(at_a, edit(a.draft), posting.article(a, "Alder, saved", slug="saved")).status_code == 302


def test_a_tab_of_b_sends_its_form_to_a(a, b, in_both):
    """The other practice's form, token and all, at one's own address."""
    at_b, at_a = signed_in(in_both, b.practice), signed_in(in_both, a.practice)
    send(at_b, f"/admin/pages/add/articles/articlepage/{b.index.pk}/")
    at_a.cookies.update(at_b.cookies)
    answer = send(at_a, f"/admin/pages/add/articles/articlepage/{b.index.pk}/", posting.article(a, "taken"))
    assert answer.status_code in (302, 403, 404)
    with across_practices():
        assert not type(b.article).objects.filter(title="taken").exists()


@pytest.mark.parametrize("ends", ["role", "place"])
def test_a_role_that_ends_while_a_page_is_open(ends, world, a, owner):
    """The next request is decided by what one may do now."""
    open_tab = browser(world, a, "editor")
    assert send(open_tab, edit(a.article)).status_code == 200
    with in_practice(a.practice):
        place = Membership.objects.get(user=a.editor)
        if ends == "role":
            change_role(place, "practitioner", by=a.owner)
        else:
            let_go(place, by=a.owner)
    answer = send(open_tab, edit(a.article), posting.article(a, "Too late"))
    assert answer.status_code in (302, 403, 404)
    assert again(a, a.article).title == "Alder article"
    page = again(a, a.article)
    with in_practice(a.practice):
        assert page.get_latest_revision_as_object().title != "Too late"
    if ends == "place":
        assert send(open_tab, f"/admin/pages/{a.home.pk}/").status_code == 302


def test_a_practice_that_closes_while_its_people_work(world, a, b):
    at_work = browser(world, a)
    assert send(at_work, edit(a.article)).status_code == 200
    practice = type(a.practice).objects.get(pk=a.practice.pk)
    with across_practices():
        close_practice(practice)
    cache.clear()
    for path, data in ((edit(a.article), posting.article(a, "Too late")), ("/admin/", None), ("/", None)):
        assert (path, send(at_work, path, data).status_code) == (path, 410)
    assert again(a, a.article).title == "Alder article"
    assert reader(b.practice).get("/").status_code == 200
    with across_practices():
        reopen_practice(practice)
    cache.clear()
    assert send(at_work, edit(a.article)).status_code == 200


ELSEWHERE = [
    "http://birch.anteroom.localhost/admin/",
    "//birch.anteroom.localhost/admin/",
    "https:birch.anteroom.localhost",
    "/\\birch.anteroom.localhost",
    "http://evil.example/",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_where_one_is_led_afterwards(address, a, owner):
    """A ``next`` of another host, a neighbour's included, is not followed."""
    doors = [
        f"/admin/pages/{a.draft.pk}/lock/",
        f"/admin/pages/{a.draft.pk}/unpublish/",
        f"/admin/bulk/pages/basepage/publish/?id={a.draft.pk}&next={address}",
        f"/admin/pages/{a.draft.pk}/delete/",
    ]
    for door in doors:
        answer = send(owner, door, {"next": address})
        assert (door, "birch" in answer.get("Location", ""), "evil" in answer.get("Location", "")) == (
            door,
            False,
            False,
        )
        assert not answer.get("Location", "").startswith(("//", "/\\", "javascript", "https:b"))


@pytest.mark.parametrize("path", ["/no/such/page/", "/articles/zanzibar-article/", "/admin/no/such/", "/media/x/y.jpg"])
def test_errors_name_nothing_of_others(path, a, b, anybody, owner):
    for somebody in (anybody, owner):
        for claim in ({}, {"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}):
            answer = somebody.get(path, headers=claim)
            text = text_of(answer) + str(answer.headers)
            assert (answer.status_code in (302, 404), WORD in text, "birch" in text) == (True, False, False)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{", b'{"id": 7000001}', b"x=" + b"%00" * 20])
def test_requests_that_make_no_sense(data, a, b, owner):
    for path in (edit(b.draft), edit(a.draft), "/admin/choose-page/chosen-multiple/"):
        assert WORD not in text_of(owner.post(path, data, content_type="application/json"))
    assert owner.post(edit(b.draft), data, content_type="application/json").status_code == 404


def test_keys_in_bodies_heads_and_cookies(a, b, owner):
    """Only the address and the form's own fields say what is meant."""
    everywhere = {"practice": b.practice.pk, "practice_id": b.practice.pk, "site": b.practice.site_id, "id": b.draft.pk}
    owner.cookies["practice"] = str(b.practice.pk)
    owner.cookies["wagtail_site"] = str(b.practice.site_id)
    heads = {f"x-{name.replace('_', '-')}": str(value) for name, value in everywhere.items()}
    query = "&".join(f"{name}={value}" for name, value in everywhere.items())
    for path in ("/admin/", f"/admin/pages/{a.index.pk}/", "/admin/images/", edit(a.draft)):
        asked = owner.get(f"{path}?{query}", headers=heads)
        assert (asked.status_code, WORD in text_of(asked)) == (200, False)
        sent = owner.post(path, json.dumps(everywhere), content_type="application/json", headers=heads)
        assert WORD not in text_of(sent)


def test_a_kept_copy_is_asked_for_at_another_host(a, b):
    """Marks of a version (ETag, Last-Modified) of A's page say nothing at B, and no kept page is shared."""
    for path in ("/", "/articles/"):
        at_a, at_b = reader(a.practice), reader(b.practice)
        first = at_a.get(path)
        marks = {"if-none-match": first.get("ETag", '"x"'), "if-modified-since": first.get("Last-Modified", "")}
        other = at_b.get(path, headers=marks)
        assert (other.status_code, WORD in text_of(other), "Alder" in text_of(other)) == (200, True, False)
        assert (at_a.get(path).status_code, WORD in text_of(at_a.get(path))) == (200, False)


def test_the_same_path_at_two_practices(a, b):
    """Two pages at the same path, one after the other and the other way round."""
    answers = [[seen(reader(side.practice).get("/people/")) for side in order] for order in ((a, b), (b, a))]
    assert answers[0] == answers[1][::-1]
    assert [WORD in text for _, text in answers[0]] == [False, True]


def test_a_social_card_shows_ones_own_picture(a, b, anybody):
    """Whatever picture a page names in its head is of its own practice's folder."""
    text = text_of(send(anybody, "/articles/alder-article/"))
    assert (b.practice.media_key in text, str(b.picture.pk) in text) == (False, False)


@pytest.mark.parametrize(
    "key", ["0", "-1", "7000001.0", "7e6", "0x6acfc1", "99999999999999999999", "７０００００１", "1;--"]
)
def test_numbers_written_in_other_ways(key, a, b, owner):
    """However a number is written, it finds nothing of B."""
    for path in (
        "/admin/choose-page/chosen-multiple/?id={}",
        "/admin/images/chooser/chosen/{}/",
        "/admin/pages/{}/edit/",
    ):
        assert (path, WORD in text_of(send(owner, path.format(key)))) == (path, False)
    for field in ("listing_image", "topics", "authors-0-profile"):
        form = posting.article(a, authors=[a.profile.pk], slug="another") | {field: key}
        assert (field, WORD in text_of(send(owner, edit(a.other), form))) == (field, False)
