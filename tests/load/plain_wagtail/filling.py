"""Fills the plain project with one demonstration practice's articles, from the same files as our demonstration."""

import datetime
import itertools
import re
from pathlib import Path

import yaml
from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.utils import timezone
from markdown_it import MarkdownIt
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from .blog.models import ArticlePage, Author, Comment, HomePage, IndexPage, StandardPage, Topic

_markdown = MarkdownIt("commonmark", {"html": False})
_LINK = re.compile(r'<a href="(?!https?:|mailto:)([a-z]+):([^"#]*)[^"]*">')


class Filling:
    """One folder of ``cms/demo/practices``, as plain pages."""

    def __init__(self, folder: Path):
        self.folder, self.data = folder, _read(folder / "practice.yaml")
        self.pictures, self.articles, self.topics = {}, {}, {}

    def fill(self):
        """Pages first, then the texts, which name them."""
        self._pictures()
        index = self._frame()
        words = {path.stem: _read(path) for path in sorted((self.folder / "articles").glob("*.yaml"))}
        for slug, each in words.items():
            self.articles[slug] = index.add_child(instance=self._bare(slug, each))
        for slug, each in words.items():
            self._write(self.articles[slug], each)
        self._comments()

    def _pictures(self):
        for entry in _read(self.folder / "pictures.yaml"):
            with (self.folder / "pictures" / f"{entry['stem']}.jpg").open("rb") as file:
                fields = {"title": entry["title"], "description": entry["alt"]}
                picture = get_image_model()(file=File(file, name=f"{entry['stem']}.jpg"), **fields)
                picture.save()
            self.pictures[entry["stem"]] = picture

    def _frame(self) -> IndexPage:
        root = Page.objects.get(depth=1)
        root.get_children().delete()
        home = Page.objects.get(pk=root.pk).add_child(instance=HomePage(title=self.data["name"], slug="home"))
        Site.objects.update_or_create(
            hostname="plain.localhost", defaults={"root_page": home, "is_default_site": True, "site_name": home.title}
        )
        index = home.add_child(instance=IndexPage(title="Articles", slug="articles", show_in_menus=True))
        for slug in ("services", "people", "about", "fees", "contact"):
            home.add_child(instance=StandardPage(title=slug.title(), slug=slug, show_in_menus=True))
        return index

    def _bare(self, slug: str, words: dict) -> ArticlePage:
        published = datetime.datetime.combine(words["published"], datetime.time(9), datetime.UTC)
        return ArticlePage(
            title=words["title"],
            slug=slug,
            introduction=words.get("introduction", ""),
            search_description=words.get("search_description", ""),
            published_at=published,
            hero=self.pictures.get((words.get("hero") or {}).get("picture")),
            author=self._author((words.get("authors") or [None])[0]),
        )

    def _author(self, key: str | None):
        people = {person["key"]: person for person in self.data["people"]}
        person = people.get(key) or next(iter(people.values()))
        portrait = self.pictures.get(person["key"])
        return Author.objects.get_or_create(name=person["name"], defaults={"role": "Counsellor", "portrait": portrait})[
            0
        ]

    def _write(self, page: ArticlePage, words: dict):
        blocks = [block for each in words["body"] for name, value in each.items() for block in self._block(name, value)]
        page.body = [{"type": kind, "value": value} for kind, value in blocks]
        for name in words.get("topics") or []:
            page.topics.add(Topic.objects.get_or_create(slug=name, defaults={"name": name.title()})[0])
        page.save_revision().publish()

    def _comments(self):
        for entry in _read(self.folder / "comments.yaml")["comments"]:
            page = self.articles[entry["article"]]
            for each in [entry, *entry.get("answers", [])]:
                if "hours_after" not in each:  # still waits, and nobody reads it
                    continue
                when = page.published_at + datetime.timedelta(hours=each["hours_after"])
                text = each.get("text") or "Thank you for writing."
                Comment.objects.create(article=page, name=each.get("name", "The practice"), text=text, created_at=when)

    # --- one block of the neutral form (cms/demo/README.md) as a plain one ---

    def _rich(self, text: str) -> str:
        return _LINK.sub(self._link, _markdown.render(text or "")).strip()

    def _link(self, found) -> str:
        page = self.articles.get(found[2]) or self.articles["lying-awake"]
        return f'<a linktype="page" id="{page.pk}">'

    def _box(self, title, text="", points=()):
        return [("box", {"title": title, "text": self._rich(text), "points": [self._rich(each) for each in points]})]

    def _block(self, name: str, value) -> list[tuple]:
        value = value or {}
        plain = {
            "paragraph": lambda: [("paragraph", self._rich(value))],
            "heading": lambda: [("heading", {"text": value["text"], "level": str(value["level"])})],
            "image": lambda: [("image", self._picture(value) | {"caption": value.get("caption", "")})],
            "quotation": lambda: [("quotation", {"text": value["text"], "who": value.get("who", "")})],
            "key_points": lambda: self._box(value.get("title", ""), points=value["points"]),
            "numbered_steps": lambda: [("steps", {"title": value.get("title", ""), "steps": self._steps(value)})],
            "exercise": lambda: self._box(value["title"], value.get("afterwards"), value["steps"]),
            "vignette": lambda: self._box(value["title"], value["text"]),
            "words_to_use": lambda: self._box(value["situation"], value["words"]),
            "content_note": lambda: self._box("", value["text"]),
            "crisis_help": lambda: self._box("Help at once", value.get("introduction", "")),
            "call_to_action": lambda: self._box(value.get("heading", ""), value.get("text", "")),
            "faq": lambda: [("faq", {"title": value.get("title", ""), "pairs": self._pairs(value)})],
            "table": lambda: [("table", self._table(value))],
            "video": lambda: [("video", self._picture(value) | self._film(value))],
            "references": lambda: [("references", {"title": "References", "items": value["items"]})],
            "related_articles": lambda: [("related", self._related(value))],
            "divider": lambda: [("divider", None)],
        }
        return plain[name]()

    def _picture(self, value) -> dict:
        return {"image": self.pictures[value["picture"]].pk}

    def _film(self, value) -> dict:
        return {name: value.get(name, "") for name in ("title", "url", "description")}

    def _steps(self, value) -> list[dict]:
        return [{"heading": step["heading"], "text": self._rich(step["text"])} for step in value["steps"]]

    def _pairs(self, value) -> list[dict]:
        """Those of the bank are written out: the plain project has none."""
        bank = {entry["key"]: entry for entry in self.data.get("bank", [])}
        pairs = (bank.get(item["bank"]) if "bank" in item else item for item in value["items"])
        return [{"question": pair["question"], "answer": self._rich(pair["answer"])} for pair in pairs if pair]

    def _table(self, value) -> dict:
        return {"data": [value["header"], *value["rows"]], "first_row_is_table_header": True}

    def _related(self, value) -> dict:
        """Three, as our own fills them up to."""
        slugs = list(itertools.islice(dict.fromkeys([*value["articles"], *self.articles]), 3))
        return {"title": value.get("title", "Read next"), "articles": [self.articles[slug].pk for slug in slugs]}


def _read(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def fill(folder: Path):
    """Make the tables and everything in them."""
    migrations = settings.DATA / settings.MIGRATION_MODULES["blog"]
    migrations.mkdir()
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "blog", verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    with timezone.override("UTC"):
        Filling(folder).fill()
