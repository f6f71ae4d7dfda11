"""A feed as Atom (RFC 4287) and as JSON Feed 1.1."""

import json
from io import BytesIO
from xml.etree import ElementTree

from .feeds import Entry, Feed, changed_at

ATOM = "http://www.w3.org/2005/Atom"
FORMATS = {"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json; charset=utf-8"}
# What XML 1.0 takes in no way at all (section 2.2).
_NOT_IN_XML = {code: None for code in (*range(0x20), 0xFFFE, 0xFFFF) if code not in (0x9, 0xA, 0xD)}


def written(feed: Feed, kind: str) -> bytes:
    """The feed in one of ``FORMATS``."""
    return {"atom": as_atom, "json": as_json}[kind](feed)


def as_atom(feed: Feed) -> bytes:
    """RFC 4287. Its ids do not change when an address does."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(
        f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.practice.language}
    )
    base = feed.practice.base_url
    _add(root, "id", f"{base}{feed.own_path}.atom")
    _add(root, "title", feed.title)
    if feed.about:
        _add(root, "subtitle", feed.about)
    _add(root, "updated", (feed.updated_at or feed.practice.created_at).isoformat())
    _link(root, "self", f"{base}{feed.own_path}.atom", "application/atom+xml")
    _link(root, "alternate", feed.url, "text/html")
    _add(_add(root, "author"), "name", feed.practice.name)
    for entry in feed.entries:
        _atom_entry(_add(root, "entry"), entry)
    out = BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def _atom_entry(node, entry: Entry):
    article = entry.article
    _add(node, "id", _id_of(article))
    _add(node, "title", article.title)
    _link(node, "alternate", entry.url, "text/html")
    _add(node, "published", article.published_at.isoformat())
    _add(node, "updated", changed_at(article).isoformat())
    for profile in entry.authors:
        author = _add(node, "author")
        _add(author, "name", profile.title)
        if profile.live:
            _add(author, "uri", profile.full_url)
    if article.introduction:
        _add(node, "summary", article.introduction)
    _add(node, "content", entry.html).set("type", "html")


def _add(parent, name: str, text: str | None = None):
    node = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    node.text = text.translate(_NOT_IN_XML) if text else text
    return node


def _link(parent, rel: str, href: str, kind: str):
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})


def as_json(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    base = feed.practice.base_url
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": f"{base}{feed.own_path}.json",
        "language": feed.practice.language,
        "authors": [{"name": feed.practice.name, "url": f"{base}/"}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    if feed.about:
        data["description"] = feed.about
    return json.dumps(data, ensure_ascii=False).encode()


def _json_item(entry: Entry) -> dict:
    article = entry.article
    item = {
        "id": _id_of(article),
        "url": entry.url,
        "title": article.title,
        "summary": article.introduction,
        "content_html": entry.html,
        "date_published": article.published_at.isoformat(),
        "date_modified": changed_at(article).isoformat(),
        "authors": [
            {"name": profile.title, "url": profile.full_url} if profile.live else {"name": profile.title}
            for profile in entry.authors
        ],
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


def _id_of(article) -> str:
    """Lasts for the article's life, also when it moves or the practice takes another host."""
    return f"urn:uuid:{article.translation_key}"
