"""What the editor's forms send, with keys of whichever practice in them."""

import json

from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield


def words(text: str = "Some words.") -> str:
    """Rich text as the editor sends it."""
    return _content({"key": "aaaaa", "text": text, "type": "unstyled", "entityRanges": []}, {})


def words_with(kind: str, **data) -> str:
    """Rich text with one entity (LINK, DOCUMENT, IMAGE, EMBED) on its words."""
    line = "atomic" if kind in ("IMAGE", "EMBED") else "unstyled"
    ranges = [{"key": 0, "offset": 0, "length": 9}]
    entity = {"type": kind, "mutability": "MUTABLE", "data": data}
    return _content({"key": "aaaaa", "text": "see there", "type": line, "entityRanges": ranges}, {"0": entity})


def _content(line: dict, entities: dict) -> str:
    return json.dumps({"entityMap": entities, "blocks": [{"depth": 0, "inlineStyleRanges": [], **line}]})


def article(side, title="", *blocks, publish=True, authors=(), topics=(), **fields) -> dict:
    """The form of an article of this side, with what it has already; ``fields`` say something else."""
    typed = {
        "title": title or f"{side.word} article",
        "slug": "an-article",
        "introduction": "",
        "listing_image": "",
        "body": streamfield([("paragraph", words()), *blocks]),
        "authors": inline_formset([{"profile": pk} for pk in authors]),
        "contents": "auto",
        "safety": "topics",
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(typed) | {"topics": list(topics)} | ({"action-publish": "1"} if publish else {})


def profile(side, **fields) -> dict:
    """The form of a practitioner's page."""
    typed = {
        "title": f"{side.word} Quill",
        "slug": "quill",
        "introduction": "",
        "listing_image": "",
        "about": words(),
        "credentials": inline_formset([]),
        "person": side.practitioner.pk,
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(typed) | {"action-publish": "1"}


def service(side, **fields) -> dict:
    """The form of a service's page."""
    typed = {
        "title": f"{side.word} service",
        "slug": "a-service",
        "introduction": "",
        "listing_image": "",
        "body": streamfield([]),
        "offer": side.offer.pk,
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(typed) | {"action-publish": "1"}


def look(menu=(), footer=(), **fields) -> dict:
    """The form of the practice's look and menus; each entry leads to a page."""
    entries = [
        streamfield([("item", {"page": pk, "url": "", "words": ""}) for pk in pages]) for pages in (menu, footer)
    ]
    return nested_form_data(
        {"theme": "clinic", "feed_content": "full", "menu": entries[0], "footer_links": entries[1], **fields}
    )
