"""Attacks through interfaces for programs, search and the list of pages for search engines: 49, 79 to 98."""

import pytest

from tests.conftest import reader
from tests.isolation.two_sides import WORD

from .asking import absent, same_as_nobodys, send, text_of

KEY = {"authorization": "Bearer wagtail_abcdefghijklmnop"}


def no_interface(*clients_and_paths):
    """At the real address there is nothing: no answer for B's numbers, none for A's, none with a key."""
    *clients, paths = clients_and_paths
    for client in clients:
        for path in paths:
            for method in ("get", "post", "patch", "put", "delete"):
                answer = getattr(client, method)(path, headers=KEY)
                assert (method, path, answer.status_code) == (method, path, 404)
                assert WORD not in text_of(answer)


def both(a, b, kind, thing, *actions) -> list[str]:
    """Addresses of the third interface for A's and for B's thing."""
    keys = (getattr(a, thing).pk, getattr(b, thing).pk)
    return [f"/api/v3/{kind}/{pk}/{action}".rstrip("/") + "/" for pk in keys for action in actions]


def test_49_public_search_shows_what_is_bs(a, b, anybody):
    for path in ("/search/", "/search/?query=Zanziba", "/?q=Zanziba", "/?s=Zanziba", "/articles/?q=Zanziba"):
        answer = send(anybody, path)
        assert (path, answer.status_code in (200, 404), WORD in text_of(answer)) == (path, True, False)
    absent(reader(a.practice), "/admin/searchpicks/")


@pytest.mark.parametrize("query", ["topic={}", "author={}", "page=9999", "page=-1", "topic={}&page=2", "page={}"])
def test_49_lists_for_readers_with_bs_words(query, a, b, anybody):
    for words in (b.topic.slug, b.topic.pk, b.profile.slug):
        assert same_as_nobodys(anybody, f"/articles/?{query}".format(words)).status_code in (200, 404)


def test_79_the_second_interface_by_site(a, b, anybody, owner):
    no_interface(anybody, owner, ["/api/v2/pages/?site=birch.anteroom.localhost", f"/api/v2/pages/{b.article.pk}/"])


def test_80_the_second_interface_for_media(a, b, anybody, owner):
    no_interface(anybody, owner, ["/api/v2/images/", "/api/v2/documents/", "/api/v2/redirects/", "/api/v2/"])


def test_80_the_admins_own_interface_for_media(a, b, anybody, owner):
    absent(owner, *(f"/admin/api/main/{kind}/{key}" for kind in ("images", "documents") for key in ("", "find/")))
    absent(owner, f"/admin/api/main/images/{b.picture.pk}/", f"/admin/api/main/documents/{a.document.pk}/")
    for path in ("/admin/api/main/pages/", f"/admin/api/main/pages/{a.article.pk}/"):
        assert send(anybody, path).status_code in (302, 401, 403)


def test_81_the_third_interface_without_a_key(a, b, anybody):
    no_interface(anybody, ["/api/v3/pages/?site=birch.anteroom.localhost", "/api/v3/redirects/", "/api/v3/images/"])


def test_82_the_sitemap_and_feeds_name_bs_pages(a, b, anybody):
    for path in ("/sitemap.xml", "/robots.txt", "/feed/", "/articles/feed/", "/rss.xml", "/oembed/", "/.well-known/"):
        for host in ({}, {"x-forwarded-host": b.practice.installation_host}):
            answer = anybody.get(path, headers=host)
            text = text_of(answer)
            assert (path, answer.status_code in (200, 301, 404)) == (path, True)
            assert [words for words in (WORD, "birch", "zanzibar") if words in text] == []


def test_83_a_page_and_its_draft(a, b, anybody, owner):
    no_interface(anybody, owner, both(a, b, "pages", "draft", "", "draft", "revisions"))


def test_84_copy_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "draft", "actions/copy"))


def test_85_mirror_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "draft", "actions/create_alias"))


def test_86_move_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "draft", "actions/move"))


def test_87_withdraw_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "article", "actions/unpublish", "actions/publish"))


def test_88_delete_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "article", "actions/delete"))


def test_89_translate_bs_page(a, b, owner):
    no_interface(owner, both(a, b, "pages", "article", "actions/copy_for_translation"))


def test_90_copy_a_page_to_b(a, b, owner):
    no_interface(owner, [f"/api/v3/pages/{a.draft.pk}/actions/copy/?destination={b.index.pk}"])


def test_91_make_a_page_below_b(a, b, owner):
    no_interface(
        owner, ["/api/v3/pages/", f"/api/v3/pages/?parent={b.index.pk}", f"/api/v3/pages/{b.index.pk}/children/"]
    )


def test_92_change_a_page_with_bs_numbers(a, b, owner):
    sent = {"listing_image": b.picture.pk, "topics": [b.topic.pk], "body": [{"type": "image", "value": b.picture.pk}]}
    answer = owner.patch(f"/api/v3/pages/{a.article.pk}/", sent, content_type="application/json", headers=KEY)
    assert answer.status_code == 404
    no_interface(owner, both(a, b, "pages", "article", ""))


def test_93_change_a_text_with_a_link_to_b(a, b, owner):
    sent = {"introduction": f'<a href="wagtail://page?id={b.article.pk}">there</a>'}
    answer = owner.patch(f"/api/v3/pages/{a.article.pk}/", sent, content_type="application/json", headers=KEY)
    assert answer.status_code == 404


def test_94_bs_snippets(a, b, owner):
    no_interface(owner, both(a, b, "snippets/faq/faqentry", "entry", "", "actions/publish", "revisions"))
    no_interface(
        owner, ["/api/v3/snippets/", "/api/v3/snippets/faq/faqentry/", "/api/v3/snippets/booking/bookingoffer/"]
    )


def test_95_bs_media(a, b, owner, anybody):
    no_interface(owner, anybody, both(a, b, "images", "picture", "") + both(a, b, "documents", "document", ""))


def test_96_bs_redirects(a, b, owner):
    no_interface(owner, ["/api/v3/redirects/", *both(a, b, "redirects", "redirect", "")])


def test_97_a_key_of_b_at_as_address(a, b, anybody):
    """No key opens anything: neither an interface nor the admin."""
    no_interface(anybody, ["/api/v3/pages/", "/api/v3/users/", "/api/v3/sites/", "/api/v3/locales/", "/api/v3/docs/"])
    at_work = reader(a.practice)
    for path in ("/admin/", f"/admin/pages/{a.article.pk}/edit/", "/admin/api/main/pages/"):
        assert at_work.get(path, headers=KEY).status_code in (302, 401, 403)


def test_98_who_am_i(a, b, owner, anybody):
    no_interface(owner, anybody, ["/api/v3/whoami/", "/api/v3/me/", "/api/v3/auth/", "/api/v3/openapi.json"])
