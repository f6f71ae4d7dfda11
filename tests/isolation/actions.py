"""What people do in the admin, as requests: each action says what it sends, with keys of whichever practice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from wagtail.models import Collection, Comment, Revision, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, TopicPage
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.media.models import PracticeDocument, PracticeImage
from cms.pages.models import BasePage
from cms.people.models import PractitionerPage
from cms.redirects.models import Redirect
from cms.site_pages.models import HomePage, StandardPage
from sites.models import Membership
from tests.building import picture_file

from . import posting

# Where the rows of each kind belong, as a path of fields to the practice.
KINDS = {
    "article": (ArticlePage, "practice"),
    "standing": (StandardPage, "practice"),
    "page": (BasePage, "practice"),
    "home": (HomePage, "practice"),
    "index": (ArticleIndexPage, "practice"),
    "topic": (TopicPage, "practice"),
    "profile": (PractitionerPage, "practice"),
    "picture": (PracticeImage, "practice"),
    "document": (PracticeDocument, "practice"),
    "entry": (FaqEntry, "practice"),
    "offer": (BookingOffer, "practice"),
    "redirect": (Redirect, "practice"),
    "membership": (Membership, "practice"),
    "person": (Membership, "practice"),
    "author": (ArticleAuthor, "page__practice"),
    "comment": (Comment, "page__practice"),
    "task": (TaskState, "workflow_state__workflow__practice"),
}
OWN, OTHER, NOBODY = "own", "other", "nobody"


@dataclass
class Hand:
    """Somebody about to do something: at which practice, and whose things the next keys are."""

    here: object
    there: object
    whose: list  # of each key that is asked for, in turn
    number: int  # which of the rows there are, and what new things are called

    def key(self, kind: str) -> int:
        """A key of a thing of this kind: one's own practice's, the other's, or one that nobody has."""
        whose = self.whose.pop(0) if self.whose else OWN
        keys = self._keys(kind, self.there if whose is OTHER else self.here)
        return keys[self.number % len(keys)] if keys and whose is not NOBODY else 8_000_000 + self.number

    def _keys(self, kind: str, side) -> list[int]:
        if kind == "folder":
            folders = Collection._base_manager.filter(path__startswith=side.practice.collection.path)
            return list(folders.order_by("pk").values_list("pk", flat=True))
        model, path = KINDS[kind]
        rows = model._base_manager.filter(**{path: side.practice}).order_by("pk")
        if kind == "page":
            rows = rows.filter(depth__gt=2)
        return list(rows.values_list("user_id" if kind == "person" else "pk", flat=True))

    @property
    def word(self) -> str:
        return f"{self.here.word} {self.number}"

    def strange(self) -> dict:
        """Fields that no form has, naming the other practice."""
        side = self.there
        return {"practice": side.practice.pk, "practice_id": side.practice.pk, "owner": side.owner.pk, "site": 1}

    def form(self, **fields) -> dict:
        """An article's form in which pictures, authors, topics and blocks are whoever's."""
        blocks = [
            ("image", {"image": self.key("picture"), "caption": "", "alt": "", "decorative": ""}),
            ("related_articles", {"title": "x", "articles": _list(self.key("article")), "fill_up": "on"}),
            ("faq", {"title": "x", "items": streamfield([("from_bank", self.key("entry"))])}),
            ("paragraph", posting.words_with("LINK", id=self.key("page"), parentId=1)),
            ("paragraph", posting.words_with("DOCUMENT", id=self.key("document"))),
        ]
        more = {"listing_image": self.key("picture"), "topics": [self.key("topic")], **fields}
        words = {"which": "chosen", "offer": self.key("offer"), "heading": "x", "text": "x", "button": "x"}
        chosen = [blocks[self.number % 5], ("call_to_action", words)][: 1 + self.number % 2]
        return posting.article(self.here, self.word, *chosen, slug=f"a-{self.number}", **more) | self.strange()


def _list(key: int) -> dict:
    item = {"deleted": "", "order": "0", "id": "", "type": "item", "value": key}
    return {"0": item, "count": "1"}


ACTIONS: dict[str, Callable[[Hand], tuple[str, dict]]] = {}


def action(does):
    """Put a function on the list; its name is what people do."""
    ACTIONS[does.__name__] = does
    return does


@action
def begin_an_article(me):
    return f"/admin/pages/add/articles/articlepage/{me.key('index')}/", me.form(publish=me.number % 2)


@action
def edit_an_article(me):
    return f"/admin/pages/{me.key('article')}/edit/", me.form(publish=me.number % 2)


@action
def name_an_author(me):
    """The rows that are there come along, as the editor sends them; the new one is somebody else."""
    article, profile, row = me.key("article"), me.key("profile"), me.key("author")
    there = dict(ArticleAuthor.objects.filter(page=article).order_by("pk").values_list("pk", "profile_id"))
    rows = [{"id": pk, "profile": named} for pk, named in there.items()]
    if profile not in there.values():
        rows.append({"id": row, "profile": profile})
    authors = inline_formset(rows, initial=len(there))
    form = posting.article(me.here, me.word, slug=f"b-{me.number}", publish=False, authors=())
    return f"/admin/pages/{article}/edit/", form | nested_form_data({"authors": authors})


@action
def submit_an_article(me):
    form = posting.article(me.here, me.word, slug=f"c-{me.number}", publish=False)
    return f"/admin/pages/{me.key('article')}/edit/", form | {"action-submit": "1"}


def _decide(me, decision):
    waiting = TaskState.objects.filter(status="in_progress", workflow_state__workflow__practice=me.here.practice)
    state = waiting.order_by("pk").first()
    page = int(state.workflow_state.object_id) if state and me.number % 3 else me.key("page")
    task = state.pk if state and me.number % 4 else me.key("task")
    return f"/admin/pages/workflow/action/{page}/{decision}/{task}/", {"comment": me.word, "next": "/admin/"}


@action
def approve_an_article(me):
    return _decide(me, "approve")


@action
def send_an_article_back(me):
    return _decide(me, "reject")


@action
def revert_an_article(me):
    page = me.key("article")
    revisions = Revision.objects.filter(object_id=str(me.key("article"))).order_by("pk").values_list("pk", flat=True)
    form = posting.article(me.here, me.word, slug=f"d-{me.number}", publish=False)
    return f"/admin/pages/{page}/edit/", form | {"revision": next(iter(revisions), 8_000_000)}


@action
def comment_on_an_article(me):
    row = {"id": me.key("comment") if me.number % 2 else "", "text": me.word, "contentpath": "title"}
    form = posting.article(me.here, me.word, slug=f"e-{me.number}", publish=False, comments=inline_formset([row]))
    return f"/admin/pages/{me.key('article')}/edit/", form


@action
def withdraw_a_page(me):
    return f"/admin/pages/{me.key('page')}/unpublish/", {"include_descendants": "on"}


@action
def delete_a_page(me):
    return f"/admin/pages/{me.key('article')}/delete/", {}


@action
def move_a_page(me):
    kind = ("home", "standing", "page")[me.number % 3]
    return f"/admin/pages/{me.key('standing')}/move/{me.key(kind)}/confirm/", {"slug": f"f-{me.number}"}


@action
def copy_a_page(me):
    sent = {"new_title": me.word, "new_slug": f"g-{me.number}", "copy_subpages": "on", "publish_copies": "on"}
    return f"/admin/pages/{me.key('article')}/copy/", {**sent, "new_parent_page": me.key("index"), "alias": "on"}


@action
def order_pages(me):
    return f"/admin/pages/{me.key('page')}/set_position/?position={me.number % 3}", {}


@action
def lock_a_page(me):
    return f"/admin/pages/{me.key('page')}/lock/", {}


@action
def close_a_page(me):
    groups = {"groups": "1"} if me.number % 3 == 0 else {}
    return f"/admin/pages/{me.key('page')}/privacy/", {"restriction_type": "password", "password": "ours", **groups}


@action
def delete_pages_in_bulk(me):
    return f"/admin/bulk/pages/basepage/delete/?id={me.key('article')}&id={me.key('article')}", {}


@action
def move_pages_in_bulk(me):
    sent = {"chooser": me.key("index"), "move_applicable": "on"}
    return f"/admin/bulk/pages/basepage/move/?id={me.key('article')}&id={me.key('page')}", sent


@action
def edit_a_profile(me):
    about = posting.words_with("LINK", id=me.key("page"), parentId=1)
    rows = inline_formset([{"id": "", "title": me.word}])
    sent = posting.profile(me.here, person=me.key("person"), about=about, credentials=rows, slug=f"h-{me.number}")
    return f"/admin/pages/{me.key('profile')}/edit/", sent | {"listing_image": me.key("picture")}


@action
def upload_a_picture(me):
    sent = {"title": me.word, "file": picture_file(f"{me.number}.jpg", (8, 8)), "collection": me.key("folder")}
    return "/admin/images/add/", {**sent, "tags": "shared, Zanzibar tag", **me.strange()}


@action
def edit_a_picture(me):
    sent = {"title": me.word, "tags": "shared", "collection": me.key("folder"), "description": "", **me.strange()}
    return f"/admin/images/{me.key('picture')}/", sent


@action
def delete_a_picture(me):
    return f"/admin/images/{me.key('picture')}/delete/", {}


@action
def tag_pictures_in_bulk(me):
    sent = {"tags": "shared, alder tag", "collection": me.key("folder")}
    kind = ("add_tags", "add_to_collection")[me.number % 2]
    return f"/admin/bulk/media/practiceimage/{kind}/?id={me.key('picture')}&id={me.key('picture')}", sent


@action
def upload_a_document(me):
    sent = {"title": me.word, "file": ContentFile(b"words", f"{me.number}.txt"), "collection": me.key("folder")}
    return "/admin/documents/add/", {**sent, "tags": "shared", **me.strange()}


@action
def delete_a_document(me):
    return f"/admin/documents/delete/{me.key('document')}/", {}


@action
def make_a_folder(me):
    return "/admin/collections/add/", {"name": me.word, "parent": me.key("folder")}


@action
def move_a_folder(me):
    return f"/admin/collections/{me.key('folder')}/", {"name": me.word, "parent": me.key("folder")}


@action
def delete_a_folder(me):
    folder = me.key("folder")
    empty = Collection._base_manager.filter(name__startswith=me.here.word, depth__gt=2).order_by("-pk").first()
    return f"/admin/collections/{empty.pk if empty and me.number % 2 else folder}/delete/", {}
