"""What Wagtail's editor sends for StreamFields: it builds their inputs in the browser, so no page holds them."""

import json

from wagtail.blocks.base import BlockField
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock


def streams_of(response) -> list[tuple[str, str, str]]:
    """Name, value and type for every StreamField of the form that the answer was made with.

    What a chooser sends has the type "hidden", everything else "text".
    """
    form = _form_of(response)
    found = []
    for name, item in getattr(form, "fields", {}).items():
        if isinstance(item, BlockField):
            state = item.block.get_form_state(form[name].value())
            found += flat(item.block, state, form.add_prefix(name))
    return found


def _form_of(response):
    contexts = response.context or []
    for context in contexts if isinstance(contexts, list) else [contexts]:
        for layer in getattr(context, "dicts", []):
            fields = getattr(layer.get("form"), "fields", {})
            if any(isinstance(item, BlockField) for item in fields.values()):
                return layer["form"]
    return None


def flat(block, state, prefix):
    """A block's state as the names and values of form fields."""
    if isinstance(block, (BaseStreamBlock, ListBlock)):
        yield from _flat_items(block, state or [], prefix)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _flat_table(block, state, prefix)
    elif isinstance(block, BaseStructBlock):
        for name, inner in block.child_blocks.items():
            yield from flat(inner, (state or {}).get(name), f"{prefix}-{name}")
    elif state is not None and state is not False:
        yield prefix, _plain(state), "hidden" if isinstance(state, (dict, list)) or _is_content(state) else "text"


def _flat_items(block, items, prefix):
    yield f"{prefix}-count", str(len(items)), "text"
    for number, item in enumerate(items):
        at = f"{prefix}-{number}"
        inner = block.child_block if isinstance(block, ListBlock) else block.child_blocks[item["type"]]
        yield f"{at}-deleted", "", "text"
        yield f"{at}-order", str(number), "text"
        yield f"{at}-id", item["id"] or "", "text"
        yield f"{at}-type", item.get("type", "item"), "text"
        yield from flat(inner, item["value"], f"{at}-value")


def _flat_table(block, state, prefix):
    columns, rows = state["columns"], state["rows"]
    yield f"{prefix}-caption", state["caption"], "text"
    yield f"{prefix}-column-count", str(len(columns)), "text"
    yield f"{prefix}-row-count", str(len(rows)), "text"
    for number, column in enumerate(columns):
        for name, value in (*column.items(), ("order", str(number)), ("deleted", "")):
            yield f"{prefix}-column-{number}-{name}", value, "text"
    for number, row in enumerate(rows):
        yield f"{prefix}-row-{number}-order", str(number), "text"
        yield f"{prefix}-row-{number}-deleted", "", "text"
        for at, (column, value) in enumerate(zip(columns, row["values"], strict=True)):
            yield from flat(block.child_blocks[column["type"]], value, f"{prefix}-cell-{number}-{at}")


def _plain(state) -> str:
    if isinstance(state, dict):
        return str(state["id"]) if "id" in state else json.dumps(state)
    if isinstance(state, list):
        return ",".join(str(item) for item in state)
    return "on" if state is True else str(state)


def _is_content(state) -> bool:
    return isinstance(state, str) and state.startswith("{")
