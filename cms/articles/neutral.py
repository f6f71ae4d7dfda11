"""Bodies built by code: from the neutral form (blocks as plain mappings, text as Markdown) to what is stored.

The form is described in cms/demo/README.md. Importers bring articles into the same form.
"""

import re
from collections.abc import Callable, Mapping
from uuid import uuid4

import nh3
from markdown_it import MarkdownIt

from cms.blocks.body import ADDRESSES_OF_THE_PAGE
from cms.blocks.text import anchor_for, free_anchor, table_data

# Where a link of the neutral form leads: kind and name, e.g. ("article", "lying-awake").
Resolver = Callable[[str, str], object]

_markdown = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "b", "i", "a", "ul", "ol", "li", "br"}
_INTERNAL = re.compile(r'<a href="(article|topic|person|service|page|faq):([^"]*)"[^>]*>')
_WRAPPED = re.compile(r"(?<!\n)\n(?!\n)")
KINDS = ("article", "topic", "person", "service", "page", "faq")


class UnknownName(ValueError):
    """A neutral body names something that is not there."""

    def __init__(self, kind: str, name: str):
        super().__init__(f"There is no {kind} called “{name}”.")


def rich_text(text: str, resolve: Resolver) -> str:
    """Markdown as stored rich text, with links to the practice's own pages as page links.

    ``resolve`` gives the page for a kind and a name. Raises UnknownName when it gives None.
    """
    html = _markdown.render(text).replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = html.replace("<em>", "<i>").replace("</em>", "</i>")
    html = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto", "tel", *KINDS},
        link_rel=None,
    )
    return _INTERNAL.sub(lambda match: _page_link(match.group(1), match.group(2), resolve), html).strip()


def _page_link(kind: str, name: str, resolve: Resolver) -> str:
    name, _, part = name.partition("#")
    page = resolve("article" if kind == "faq" else kind, name)
    if page is None:
        raise UnknownName(kind, name)
    if kind == "faq":
        # Wagtail's editor keeps no fragment on a page link, so a link to one question is stored as an address.
        return f'<a href="{page.url}#{part}">'
    return f'<a id="{page.pk}" linktype="page">'


def to_stream(blocks: list[Mapping], resolve: Resolver) -> list[dict]:
    """Neutral blocks as a StreamField's raw data. Raises UnknownName, and KeyError for an unknown block."""
    built = [_block(name, value or {}, resolve) for block in blocks for name, value in block.items()]
    taken = set(ADDRESSES_OF_THE_PAGE)
    for block in built:
        if block["type"] == "heading":
            block["value"]["anchor"] = free_anchor(block["value"]["anchor"], taken)
    return built


def _block(name: str, value, resolve: Resolver) -> dict:
    return {"type": name, "value": BUILDERS[name](value, resolve), "id": str(uuid4())}


def _copy(*names):
    """A builder for a block whose fields are all plain."""
    return lambda value, resolve: {name: _plain(value[name]) for name in names if value.get(name) is not None}


def _plain(value):
    """Plain text without the line breaks of a wrapped file; an empty line still parts paragraphs."""
    return _WRAPPED.sub(" ", value.strip()) if isinstance(value, str) else value


def _items(values) -> list[dict]:
    """A ListBlock's values. Without an id Wagtail would read them in its older form."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def _required(resolve: Resolver, kind: str, name: str):
    found = resolve(kind, name)
    if found is None:
        raise UnknownName(kind, name)
    return found


def _picture(value, resolve):
    return _required(resolve, "picture", value["picture"]).pk


def _heading(value, resolve):
    return {"text": value["text"], "level": str(value.get("level", 2)), "anchor": anchor_for(value["text"])}


def _key_points(value, resolve):
    return {"title": value.get("title", "In short"), "points": _items(rich_text(p, resolve) for p in value["points"])}


def _steps(value, resolve):
    steps = ({"heading": step["heading"], "text": rich_text(step["text"], resolve)} for step in value["steps"])
    return {"title": value.get("title", ""), "steps": _items(steps)}


def _vignette(value, resolve):
    return {"basis": value["basis"], "title": value["title"], "text": rich_text(value["text"], resolve)}


def _exercise(value, resolve):
    return {
        "title": value["title"],
        "minutes": value.get("minutes"),
        "needs": value.get("needs", ""),
        "steps": _items(rich_text(step, resolve) for step in value["steps"]),
        "afterwards": rich_text(value.get("afterwards", ""), resolve),
    }


def _faq(value, resolve):
    items = []
    for item in value["items"]:
        if "bank" in item:
            items.append({"type": "from_bank", "value": _required(resolve, "bank", item["bank"]).pk})
        else:
            pair = {"question": item["question"], "answer": rich_text(item["answer"], resolve)}
            items.append({"type": "pair", "value": pair})
    return {"title": value.get("title", "Questions and answers"), "items": items}


def _related(value, resolve):
    pages = [_required(resolve, "article", slug).pk for slug in value["articles"]]
    return {"title": value.get("title", "Read next"), "articles": _items(pages), "fill_up": value.get("fill_up", True)}


def _call_to_action(value, resolve):
    offer = value.get("offer", "default")
    chosen = offer not in ("default", "author")
    return {
        "which": "chosen" if chosen else offer,
        "offer": _required(resolve, "offer", offer).pk if chosen else None,
        **_copy("heading", "text", "button")(value, resolve),
    }


def _content_note(value, resolve):
    return {"covers": value.get("covers", "text"), **_copy("text")(value, resolve)}


def _image(value, resolve):
    return {"image": _picture(value, resolve), "decorative": False, **_copy("alt", "caption")(value, resolve)}


def _video(value, resolve):
    return {"image": _picture(value, resolve), **_copy("title", "url", "minutes", "description")(value, resolve)}


def _table(value, resolve):
    rows = [[str(cell) for cell in row] for row in value["rows"]]
    return {"caption": value["caption"], "table": table_data([str(cell) for cell in value["header"]], rows)}


def _references(value, resolve):
    fields = ("authors", "year", "title", "source", "doi", "url")
    entries = ({name: str(item[name]) for name in fields if item.get(name)} for item in value["items"])
    return {"title": value.get("title", "References"), "items": _items(entries)}


BUILDERS = {
    "paragraph": rich_text,
    "heading": _heading,
    "image": _image,
    "quotation": _copy("text", "who", "source"),
    "key_points": _key_points,
    "words_to_use": _copy("situation", "who", "words"),
    "numbered_steps": _steps,
    "vignette": _vignette,
    "exercise": _exercise,
    "faq": _faq,
    "related_articles": _related,
    "call_to_action": _call_to_action,
    "content_note": _content_note,
    "references": _references,
    "crisis_help": _copy("introduction"),
    "table": _table,
    "video": _video,
    "divider": lambda value, resolve: None,
}
