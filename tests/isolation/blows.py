"""Concrete attacks on B, for finding out which wall holds which.

What is read must show nothing of B's; what is sent must change nothing of B's and join nothing to it.
"""

from dataclasses import dataclass

from django.db import transaction
from wagtail.test.utils.form_data import streamfield

from cms.pages.models import BasePage
from sites.models import Invitation
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
    """Attacks by name."""
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


def holds(world, name: str) -> bool:
    """Whether the walls that stand hold this attack: it shows, changes and joins nothing."""
    blow = blows(world.a, world.b)[name]
    with transaction.atomic():
        answer = send(_somebody(world, blow.who), blow.path, blow.data)
        now = Database()
        harm = HARM.get(name, _seen if blow.data is None else _stored)(world, answer, now)
        transaction.set_rollback(True)
    return not harm


def _somebody(world, who):
    if who == "reader":
        return reader(world.a.practice)
    if who == "B's owner":
        return browser(world, world.b, at=world.a)
    return browser(world, world.a, who)


def _seen(world, answer, now) -> bool:
    return WORD in text_of(answer)


def _stored(world, answer, now) -> bool:
    return (
        now.rows_of(world.b.practice) != world.before.rows_of(world.b.practice)
        or now.crossings(world.before.places()) != []
        or now.mentions(world.a.practice, KEY_OF_B) != []
    )


def _answered(world, answer, now) -> bool:
    return answer.status_code == 200


def _published(world, answer, now) -> bool:
    return now.rows[BasePage][world.a.article.pk]["title"] == "Published"


def _invited(world, answer, now) -> bool:
    return now.rows[Invitation] != world.before.rows[Invitation]


# Where words and rows of B are not what shows whether an attack has come through.
HARM = {
    "make a group": _answered,
    "look in with B's session": _answered,
    "fetch B's picture at A's address": _answered,
    "fetch B's document at A's address": _answered,
    "publish as a practitioner": _published,
    "invite as a practitioner": _invited,
}
