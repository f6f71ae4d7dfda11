"""The bank of questions, each fetched once in a request."""

from django.apps import apps

from sites.scoping import remember
from sites.statements import Statement

_ENTRIES = Statement(lambda ids: apps.get_model("faq", "FaqEntry").objects.filter(pk__in=ids))


def entries(ids) -> list:
    """Entries of the practice in scope in the order of their ids; None for those that are gone."""
    ids, known = list(ids), remember("faq_bank", dict)
    missing = {pk for pk in ids if pk is not None and pk not in known}
    if missing:
        found = {entry.pk: entry for entry in _ENTRIES(ids=missing)}
        known.update({pk: found.get(pk) for pk in missing})
    return [known.get(pk) for pk in ids]


def entries_in(body) -> list[int]:
    """Ids of the entries that a body names, without fetching them."""
    blocks = (block["value"] for block in body.raw_data if block["type"] == "faq")
    return [item["value"] for block in blocks for item in block.get("items", []) if item["type"] == "from_bank"]
