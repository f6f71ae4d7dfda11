"""Attacks on choosers, bulk actions on pages, and who is editing: 32, 67 to 69, 72."""

import pytest

from tests.isolation.two_sides import WORD

from .asking import again, refused, same_as_nobodys, send, text_of


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_32_bulk_actions_on_bs_pages(action, a, b, owner, practitioner):
    path = f"/admin/bulk/pages/basepage/{action}/?id="
    sent = {"chooser": a.index.pk, "move_applicable": "on", "include_descendants": "on"}
    for somebody in (owner, practitioner):
        assert (refused(somebody, f"{path}{b.draft.pk}"), refused(somebody, f"{path}{b.draft.pk}", sent)) == (404, 404)
    everything = send(owner, f"{path}all&parentId={b.index.pk}")
    assert (everything.status_code in (200, 404), WORD in text_of(everything)) == (True, False)
    both = f"{path}{a.draft.pk}&id={b.draft.pk}"
    assert refused(owner, both) == 200
    assert refused(owner, both, sent) == 302
    now = again(a, a.draft)
    assert {"delete": now is None, "publish": now and now.live, "unpublish": True, "move": True}[action]


def test_32_pages_are_moved_in_bulk_below_b(a, b, owner):
    path = f"/admin/bulk/pages/basepage/move/?id={a.draft.pk}"
    assert refused(owner, path, {"chooser": b.index.pk, "move_applicable": "on"}) == 200
    assert again(a, a.draft).path.startswith(a.index.path)


CONVERT = "/admin/choose-external-link/"


@pytest.mark.parametrize("host", ["http://birch.anteroom.localhost", "https://birch.anteroom.localhost:80", ""])
def test_67_an_address_of_b_is_turned_into_a_page(host, a, b, owner):
    """An address stays an address: nothing is looked up behind it, for B's pages and A's own alike."""
    for path in ("/articles/zanzibar-article/", "/articles/zanzibar-draft/", "/articles/no-such-article/"):
        sent = {"external-link-chooser-url": f"{host}{path}", "external-link-chooser-link_text": "there"}
        answer = send(owner, CONVERT, sent).json()
        assert (answer["step"], answer["result"].get("id")) == ("external_link_chosen", None)
        assert answer["result"] == {
            "url": f"{host}{path}",
            "title": "there",
            "prefer_this_title_as_link_text": False,
        } | ({"prefer_this_title_as_link_text": answer["result"]["prefer_this_title_as_link_text"]})
    own = {"external-link-chooser-url": "http://alder.anteroom.localhost/articles/alder-article/"}
    assert "id" not in send(owner, CONVERT, own | {"external-link-chooser-link_text": "own"}).json()["result"]


def test_68_the_home_page_of_b_is_found_by_its_address(a, b, owner):
    for address in (
        "http://birch.anteroom.localhost/",
        "http://birch.anteroom.localhost",
        "//birch.anteroom.localhost/",
    ):
        sent = {"external-link-chooser-url": address, "external-link-chooser-link_text": "home"}
        answer = text_of(send(owner, CONVERT, sent))
        assert (WORD in answer, str(b.home.pk) in answer) == (False, False)


CHOOSE = [
    "choose-page/chosen-multiple/?id={}",
    "choose-page/{}/",
    "choose-page/?parent_page_id={}",
    "choose-page/search/?q=Zanziba&parent_page_id={}",
    "choose-page/?page_type=articles.articlepage&selected={}",
    "choose-page/{}/?page_type=articles.articlepage",
    "choose-page/{}/?page_type=wagtailcore.page",
    "choose-page/search/?q=Zanziba&page_type=wagtailcore.page&selected={}",
    "choose-page/search/?q=&target_pages[]={}",
    "choose-page/?target_pages[]={}&match_subclass=1",
    "pages/{}/",
    "pages/{}/results/",
    "pages/search/?q=Zanziba&id={}",
    "pages/search/results/?q=Zanziba&content_type={}",
    "pages/usage/articles/articlepage/?q=Zanziba&owner={}",
    "api/main/pages/{}/",
    "api/main/pages/?child_of={}&for_explorer=1",
    "api/main/pages/?descendant_of={}",
    "api/main/pages/?id={}&fields=*",
    "api/main/pages/?search=Zanziba&offset={}",
    "api/main/pages/?translation_of={}",
    "api/main/pages/?site={}",
    "api/main/pages/?order=-id&limit=20&offset=9999&parent={}",
]


@pytest.mark.parametrize("door", CHOOSE)
def test_69_the_page_chooser_with_numbers_of_b(door, a, b, owner, practitioner):
    for somebody in (owner, practitioner):
        for page in (b.index, b.article, b.draft):
            assert same_as_nobodys(somebody, f"/admin/{door}".format(page.pk)).status_code in (200, 302, 400, 404)
    assert send(owner, f"/admin/{door}".format(a.index.pk)).status_code in (200, 302, 400, 404)


def test_69_the_page_chooser_with_ones_own_numbers(a, owner):
    """The same doors open for what is A's."""
    chosen = send(owner, f"/admin/choose-page/chosen-multiple/?id={a.article.pk}").json()
    assert [row["id"] for row in chosen["result"]] == [a.article.pk]
    assert a.article.title in text_of(send(owner, f"/admin/choose-page/{a.index.pk}/"))
    assert send(owner, f"/admin/api/main/pages/{a.article.pk}/").json()["title"] == a.article.title
    assert send(owner, f"/admin/pages/{a.index.pk}/").status_code == 200


def test_69_an_own_and_a_foreign_number_together(a, b, owner):
    both = send(owner, f"/admin/choose-page/chosen-multiple/?id={a.article.pk}&id={b.article.pk}").json()
    assert [row["id"] for row in both["result"]] == [a.article.pk]


THINGS = {
    "articles/articlepage": "article",
    "pages/basepage": "article",
    "faq/faqentry": "entry",
    "booking/bookingoffer": "offer",
    "media/practiceimage": "picture",
    "practices/user": "owner",
    "practices/practice": "practice",
    "practices/membership": "membership",
}


@pytest.mark.parametrize("kind", THINGS)
def test_72_who_is_editing_bs_things(kind, a, b, owner, practitioner):
    path = f"/admin/editing-sessions/ping/{kind}/{{}}/{{}}/"
    foreign, own = getattr(b, THINGS[kind]), getattr(a, THINGS[kind])
    for somebody in (owner, practitioner):
        assert refused(somebody, path.format(foreign.pk, b.session.pk), {}) == 404
        assert refused(somebody, path.format(own.pk, b.session.pk), {}) == 404
        assert refused(somebody, path.format(foreign.pk, a.session.pk), {}) == 404
    assert refused(owner, f"/admin/editing-sessions/release/{b.session.pk}/", {}) == 404


def test_72_who_is_editing_ones_own_things(a, owner):
    answer = send(owner, f"/admin/editing-sessions/ping/articles/articlepage/{a.article.pk}/{a.session.pk}/", {})
    assert (answer.status_code, "Editor Alder" in text_of(answer)) == (200, True)
