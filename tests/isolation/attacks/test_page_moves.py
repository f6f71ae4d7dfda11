"""Attacks 14 to 27: comments, and creating, moving, copying, withdrawing and deleting across the border."""

import pytest
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from cms.articles.models import ArticlePage
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.isolation import posting

from .asking import absent, again, refused, send


def comments(*rows) -> dict:
    return inline_formset([{"contentpath": "title", "text": "Alder says so", **row} for row in rows], initial=len(rows))


def test_14_a_comment_of_b_in_as_form(a, b, owner):
    edit = f"/admin/pages/{a.article.pk}/edit/"
    for forged in ({"id": b.comment.pk}, {"id": b.comment.pk, "DELETE": "on"}, {"id": b.comment.pk, "resolved": "on"}):
        # Wagtail reads the hidden field of a formset before it looks at its rows: a key that is not there is no answer.
        assert refused(owner, edit, posting.article(a, comments=comments(forged))) in (200, 302, 400)
    reply = {"id": a.comment.pk, "replies": inline_formset([{"id": b.comment.pk, "text": "Alder answers"}], initial=1)}
    assert refused(owner, edit, posting.article(a, comments=comments(reply))) in (200, 302, 400)
    own = comments({"id": a.comment.pk, "replies": inline_formset([]), "resolved": "on", "text": "Alder comment"})
    assert send(owner, edit, posting.article(a, comments=own, publish=False)).status_code == 302
    assert Comment.objects.get(pk=a.comment.pk).resolved_by == a.owner


def test_15_a_page_is_made_below_bs_blog(a, b, owner, editor, practitioner):
    for somebody in (owner, editor, practitioner):
        for parent in (b.index, b.home):
            add = f"/admin/pages/add/articles/articlepage/{parent.pk}/"
            assert refused(somebody, add) == 404
            assert refused(somebody, add, posting.article(a, "Alder, new", slug="a-new-one")) == 404
            assert refused(somebody, f"{add}preview/", posting.article(a, "Alder, new")) == 404
            assert refused(somebody, f"/admin/pages/{parent.pk}/add_subpage/") == 404
    add = f"/admin/pages/add/articles/articlepage/{a.index.pk}/"
    assert send(practitioner, add, posting.article(a, "Alder, new", slug="a-new-one")).status_code == 302


def test_15_a_form_that_names_bs_practice(a, b, owner):
    """Nothing in a form says whose a page is."""
    add = f"/admin/pages/add/articles/articlepage/{a.index.pk}/"
    forged = {"practice": b.practice.pk, "practice_id": b.practice.pk, "owner": b.owner.pk, "path": b.article.path}
    assert send(owner, add, posting.article(a, "Alder, new", slug="a-new-one") | forged).status_code == 302
    with in_practice(a.practice):
        page = ArticlePage.objects.get(slug="a-new-one")
    assert (page.practice, page.owner) == (a.practice, a.owner)


def test_16_a_page_moves_below_b(a, b, owner):
    for target in (b.index, b.home):
        confirm = f"/admin/pages/{a.draft.pk}/move/{target.pk}/confirm/"
        assert (refused(owner, confirm), refused(owner, confirm, {})) == (404, 404)
        chosen = {"new_parent_page": target.pk}
        assert refused(owner, f"/admin/pages/{a.draft.pk}/move/", chosen) in (200, 404)
    for path in (f"/admin/pages/{b.draft.pk}/move/", f"/admin/pages/{b.draft.pk}/move/{a.index.pk}/confirm/"):
        assert (refused(owner, path), refused(owner, path, {"new_parent_page": a.index.pk})) == (404, 404)
    position = f"/admin/pages/{b.draft.pk}/set_position/?position=0"
    assert refused(owner, position, {}) == 404
    own = f"/admin/pages/{a.draft.pk}/move/{a.index.pk}/confirm/"
    assert send(owner, own).status_code == 200
    assert send(owner, f"/admin/pages/{a.draft.pk}/set_position/?position=0", {}).status_code == 200


def copying(parent, **more) -> dict:
    return {"new_title": "Alder, copied", "new_slug": "copied", "new_parent_page": parent.pk, **more}


def test_17_a_page_is_copied_below_b(a, b, owner):
    copy = f"/admin/pages/{a.draft.pk}/copy/"
    assert refused(owner, copy, copying(b.index)) in (200, 404)
    assert send(owner, copy, copying(a.index)).status_code == 302
    with in_practice(a.practice):
        assert ArticlePage.objects.get(slug="copied").practice == a.practice


def test_18_a_page_of_b_is_copied_to_a(a, b, owner):
    copy = f"/admin/pages/{b.draft.pk}/copy/"
    assert (refused(owner, copy), refused(owner, copy, copying(a.index))) == (404, 404)


ACTIONS = {
    19: ("copy", "b", None),
    20: ("copy", "a", "b"),
    21: ("create_alias", "b", "a"),
    22: ("create_alias", "a", "b"),
    23: ("delete", "b", None),
    24: ("unpublish", "b", None),
    25: ("move", "b", "a"),
    26: ("move", "a", "b"),
    27: ("copy_for_translation", "b", None),
}


def act(number, sides, somebody):
    """The admin's own interface for programs has no actions, on B's pages as little as on A's."""
    action, of, to = ACTIONS[number]
    of, to = getattr(sides, of), to and getattr(sides, to)
    sent = {"destination_page_id": to.index.pk} if to else {}
    path = f"/admin/api/main/pages/{of.draft.pk}/action/{action}/"
    assert refused(somebody, path, sent, as_json=True) == 404
    absent(somebody, path, f"/admin/api/main/pages/{sides.a.draft.pk}/action/{action}/")


def test_19_the_admins_interface_copies_a_page_of_b(sides, owner):
    act(19, sides, owner)


def test_20_the_admins_interface_copies_a_page_to_b(sides, owner):
    act(20, sides, owner)


def test_21_the_admins_interface_mirrors_a_page_of_b(sides, owner):
    act(21, sides, owner)
    absent(owner, f"/admin/pages/{sides.b.draft.pk}/convert_alias/", f"/admin/pages/{sides.a.draft.pk}/convert_alias/")


def test_22_the_admins_interface_mirrors_a_page_to_b(sides, owner):
    act(22, sides, owner)


def test_23_a_page_of_b_is_deleted(sides, a, b, owner, editor):
    act(23, sides, owner)
    for somebody in (owner, editor):
        path = f"/admin/pages/{b.article.pk}/delete/"
        assert (refused(somebody, path), refused(somebody, path, {})) == (404, 404)
    assert send(owner, f"/admin/pages/{a.draft.pk}/delete/", {}).status_code == 302
    assert again(a, a.draft) is None


def test_24_a_page_of_b_is_withdrawn(sides, a, b, owner):
    act(24, sides, owner)
    path = f"/admin/pages/{b.article.pk}/unpublish/"
    assert (refused(owner, path), refused(owner, path, {})) == (404, 404)
    assert send(owner, f"/admin/pages/{a.article.pk}/unpublish/", {}).status_code == 302
    assert again(a, a.article).live is False


def test_25_the_admins_interface_moves_a_page_of_b(sides, owner):
    act(25, sides, owner)


def test_26_the_admins_interface_moves_a_page_to_b(sides, owner):
    act(26, sides, owner)


def test_27_the_admins_interface_translates_a_page_of_b(sides, owner):
    act(27, sides, owner)
    absent(owner, "/admin/translation/submit/page/1/", "/admin/locales/")


PAGE_DOORS = [
    "edit", "edit/preview", "view_draft", "history", "usage", "privacy", "lock", "unlock", "revisions",
    "workflow_history",
]  # fmt: skip


@pytest.mark.parametrize("door", PAGE_DOORS)
def test_27_every_other_door_to_a_page_of_b(door, a, b, owner, editor, practitioner):
    """One answer for a page of B's and for a page that is not there, for every role, and B's page stays as it is."""
    for somebody in (owner, editor, practitioner):
        path = f"/admin/pages/{b.draft.pk}/{door}/"
        assert (refused(somebody, path), refused(somebody, path, posting.article(a))) == (404, 404)
    assert send(owner, f"/admin/pages/{a.draft.pk}/{door}/").status_code in (200, 301, 302, 405)


def test_27_revisions_of_b_on_a_page_of_a(a, b, owner):
    """Both numbers in one address: the page is A's own, the revision B's."""
    for step in (f"{b.revision.pk}/view", f"{b.revision.pk}/revert", f"{b.revision.pk}/unschedule",
                 f"compare/{b.revision.pk}...latest", f"compare/earliest...{b.revision.pk}"):  # fmt: skip
        path = f"/admin/pages/{a.article.pk}/revisions/{step}/"
        assert (refused(owner, path), refused(owner, path, posting.article(a))) == (404, 404)
    own = f"/admin/pages/{a.article.pk}/revisions/{a.revision.pk}/revert/"
    assert send(owner, own).status_code == 200
    form = posting.article(a) | {"revision": b.revision.pk}
    assert refused(owner, f"/admin/pages/{a.article.pk}/edit/", form) == 302
    assert BasePage._base_manager.get(pk=a.article.pk).latest_revision_id != b.revision.pk
