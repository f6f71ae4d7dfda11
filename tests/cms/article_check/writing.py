"""Articles for the tests of rules: in memory where no row is needed, so that a table of texts costs milliseconds."""

from types import SimpleNamespace
from uuid import uuid4

from cms.article_check.reading import Reading
from cms.article_check.rules.register import BY_KEY


def block(kind: str, value, place: str = "") -> dict:
    """A block of a body as it is stored."""
    return {"type": kind, "value": value, "id": place or str(uuid4())}


def item(value, kind: str = "item") -> dict:
    return {"type": kind, "value": value, "id": str(uuid4())}


def paragraphs(*texts: str) -> list[dict]:
    return [block("paragraph", f"<p>{text}</p>") for text in texts]


def heading(text: str, level: int = 2) -> dict:
    return block("heading", {"text": text, "level": str(level), "anchor": ""})


def article(*blocks: dict, **fields):
    """An article in memory, without a row."""
    empty = {"title": "", "introduction": "", "search_description": "", "content_note": "", "picture_caption": ""}
    body = SimpleNamespace(raw_data=list(blocks))
    return SimpleNamespace(**{"body": body, "listing_image_id": None, "pk": None, **empty, **fields})


# What the database says of an article that lacks nothing.
WHOLE = {
    "practice": SimpleNamespace(country="GB", pk=1),
    "topics": [SimpleNamespace(title="Sleep", safety_mode=False)],
    "is_in_safety_mode": False,
    "has_offers": True,
    "authors": [],
    "pages": {},
    "pages_on_their_way": set(),
    "documents": set(),
    "pictures": {},
    "hosts_of_others": set(),
    "gone_addresses": set(),
}


def found(key: str, *blocks: dict, facts=None, **fields) -> list:
    """What one rule finds in these blocks; ``facts`` is what the database would know."""
    reading = Reading(article(*blocks, **fields))
    reading.facts = SimpleNamespace(**{**WHOLE, **(facts or {})})
    return list(BY_KEY[key].findings(reading))


def found_in(key: str, text: str) -> list:
    """What one rule finds in one paragraph."""
    return found(key, *paragraphs(text))
