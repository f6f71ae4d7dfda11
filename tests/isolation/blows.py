"""Concrete attacks of A's owner on B, for finding out which wall holds which."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.test.utils.form_data import streamfield

from tests.conftest import reader

from . import posting
from .attacks.asking import send, text_of
from .invariant import Database
from .two_sides import KEY_OF_B, WORD, browser


@dataclass
class Blow:
    """One attack: an address at A, what is sent, and who sends it."""

    path: str
    data: dict | None = None
    who: str = "owner"


def blows(a, b) -> dict[str, Blow]:
    """Attacks by name. Without any wall each of them sees, changes or joins something of B's."""
    bank = ("faq", {"title": "x", "items": streamfield([("from_bank", b.entry.pk)])})
    link = ("paragraph", posting.words_with("LINK", id=b.article.pk, parentId=1))
    edit, menu = (
        f"/admin/pages/{a.article.pk}/edit/",
        f"/admin/settings/site_pages/practicesettings/{a.practice.site_id}/",
    )
    snippets, images = "/admin/snippets/faq/faqentry", "/admin/images"
    copied = {"new_title": "x", "new_slug": "copied", "new_parent_page": b.index.pk}
    return {
        "read the list of B's pages": Blow(f"/admin/pages/{b.index.pk}/"),
        "open B's draft": Blow(f"/admin/pages/{b.draft.pk}/edit/"),
        "look at B's draft": Blow(f"/admin/pages/{b.draft.pk}/view_draft/"),
        "change B's draft": Blow(f"/admin/pages/{b.draft.pk}/edit/", posting.article(a, "taken", slug="taken")),
        "delete B's page": Blow(f"/admin/pages/{b.other.pk}/delete/", {}),
        "choose B's page": Blow(f"/admin/choose-page/chosen-multiple/?id={b.article.pk}"),
        "browse B's pages in the chooser": Blow(f"/admin/choose-page/{b.index.pk}/"),
        "write below B": Blow(
            f"/admin/pages/add/articles/articlepage/{b.index.pk}/", posting.article(a, "taken", slug="taken")
        ),
        "move a page below B": Blow(f"/admin/pages/{a.draft.pk}/move/{b.index.pk}/confirm/", {}),
        "copy a page below B": Blow(f"/admin/pages/{a.draft.pk}/copy/", copied),
        "approve B's article": Blow(f"/admin/pages/workflow/action/{b.waiting.pk}/approve/{b.task_state.pk}/", {}),
        "show B's picture at the top": Blow(edit, posting.article(a, listing_image=b.picture.pk)),
        "take an answer of B's bank": Blow(edit, posting.article(a, "", bank)),
        "link to B's page": Blow(edit, posting.article(a, "", link)),
        "name a topic of B": Blow(edit, posting.article(a, topics=[b.topic.pk])),
        "put B's page into the menu": Blow(menu, posting.look(menu=[b.home.pk])),
        "lead an old address to B's page": Blow(
            "/admin/snippets/redirects/redirect/add/", {"old_path": "/x", "page": b.article.pk}
        ),
        "list B's bank": Blow(f"{snippets}/"),
        "open B's bank": Blow(f"{snippets}/edit/{b.entry.pk}/"),
        "change B's bank": Blow(f"{snippets}/edit/{b.entry.pk}/", {"question": "x?", "answer": posting.words()}),
        "delete from B's bank": Blow(f"/admin/bulk/faq/faqentry/delete/?id={b.entry.pk}", {}),
        "choose from B's bank": Blow(f"/admin/snippets/choose/faq/faqentry/chosen/{b.entry.pk}/"),
        "list B's pictures": Blow(f"{images}/"),
        "open B's picture": Blow(f"{images}/{b.picture.pk}/"),
        "choose B's picture": Blow(f"{images}/chooser/chosen/{b.picture.pk}/"),
        "delete B's picture": Blow(f"{images}/{b.picture.pk}/delete/", {}),
        "list B's people": Blow("/admin/practice/people/"),
        "change a role at B": Blow(f"/admin/practice/people/edit/{b.membership.pk}/", {"role": "owner"}),
        "let B's person go": Blow(f"/admin/practice/people/delete/{b.membership.pk}/", {}),
        "change B's look": Blow(f"/admin/settings/site_pages/practicesettings/{b.practice.site_id}/", posting.look()),
        "list all accounts": Blow("/admin/users/"),
        "list all workflows": Blow("/admin/reports/workflow/"),
        "list all tags": Blow("/admin/tag-autocomplete/media/practicetag/?term=Z"),
        "list all pictures for programs": Blow("/admin/api/main/images/"),
        "make a group": Blow("/admin/groups/new/"),
        "look in with B's session": Blow(f"/admin/pages/{a.index.pk}/", None, "B's owner"),
        "publish as a practitioner": Blow(edit, posting.article(a, "Published"), "practitioner"),
        "invite as a practitioner": Blow(
            "/admin/practice/people/new/",
            {"email": "new@example.org", "name": "New", "role": "owner"},
            "practitioner",
        ),
        "read B's article at A's address": Blow("/articles/zanzibar-article/", None, "reader"),
        "fetch B's picture at A's address": Blow(f"/media/{b.rendition.file.name}", None, "reader"),
        "read B's offer at A's address": Blow("/book/zanzibar-talk/", None, "reader"),
        "fetch B's document at A's address": Blow(f"/documents/{b.document.pk}/{b.document.filename}", None, "reader"),
    }


def held(world, name: str) -> bool:
    """Whether an attack came to nothing: no word of B's in the answer, nothing of B's changed, nothing joined."""
    blow = blows(world.a, world.b)[name]
    with transaction.atomic():
        answer = send(_somebody(world, blow.who), blow.path, blow.data)
        now = Database()
        harm = _harm(world, name, answer, now)
        transaction.set_rollback(True)
    return not harm


def _somebody(world, who):
    if who == "reader":
        return reader(world.a.practice)
    if who == "B's owner":
        return browser(world, world.b, at=world.a)
    return browser(world, world.a, who)


def _harm(world, name, answer, now) -> bool:
    if name.startswith(("make a group", "look in", "fetch")):
        return answer.status_code == 200
    if name == "publish as a practitioner":
        return "Published" in str(now.rows_of(world.a.practice)[f"pages.BasePage {world.a.article.pk}"]["title"])
    if name == "invite as a practitioner":
        return len(now.places()) > len(world.before.places())
    return (
        WORD in text_of(answer)
        or now.rows_of(world.b.practice) != world.before.rows_of(world.b.practice)
        or now.crossings() != []
        or now.mentions(world.a.practice, KEY_OF_B) != []
    )
