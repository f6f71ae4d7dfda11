"""Every form on a page, filled as a browser would fill it, and the ways to forge it."""

import html
import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from wagtail.blocks.base import BlockField
from wagtail.blocks.list_block import ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock


@dataclass
class Field:
    """One control: its name, type, values, and for choices what it offers."""

    name: str
    type: str
    values: list = field(default_factory=list)
    options: list = field(default_factory=list)


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)

    def data(self) -> dict:
        """What a browser would send without a change."""
        return {name: list(control.values) for name, control in self.fields.items() if control.values}

    def add(self, name, type_, value=None):
        if name:
            control = self.fields.setdefault(name, Field(name, type_))
            if value is not None:
                control.values.append(value)
            return control
        return None


class _Reader(HTMLParser):
    """Reads forms; a control that names its form stands in that form."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.by_id = [], {}
        self.form = self.select = self.text_area = self.text = None

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(values.get("action", ""), values.get("method", "get").upper())
            self.forms.append(self.form)
            self.by_id[values.get("id")] = self.form
        form = self.by_id.get(values.get("form")) if "form" in values else self.form
        if form is None:
            return
        name, kind = values.get("name", ""), values.get("type", "text")
        if tag == "input" and kind in ("checkbox", "radio"):
            control = form.add(name, kind, values.get("value", "on") if "checked" in values else None)
            if control:
                control.options.append(values.get("value", "on"))
        elif tag == "input" and kind == "submit" or tag == "button" and name:
            form.buttons.append((name, values.get("value", "")))
        elif tag == "input":
            form.add(name, kind, None if kind == "file" else values.get("value", ""))
        elif tag == "select":
            self.select = form.add(name, "select")
        elif tag == "option" and self.select is not None:
            self.select.options.append(values.get("value", ""))
            if "selected" in values:
                self.select.values.append(values.get("value", ""))
        elif tag == "textarea":
            self.text_area, self.text = form.add(name, "textarea"), ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text is not None:
            if self.text_area:
                self.text_area.values.append(self.text.removeprefix("\n"))
            self.text_area = self.text = None


def forms_in(answer) -> list[Form]:
    """All forms of an answer, also those inside the JSON that opens a dialogue, StreamFields filled."""
    text = answer.html
    if "json" in answer.response.get("Content-Type", ""):
        text = " ".join(re.findall(r'"html": "((?:[^"\\]|\\.)*)"', text))
        text = json.loads(f'"{text}"', strict=False) if text else ""
    reader = _Reader()
    reader.feed(text)
    streams = _streams(answer.response)
    for form in reader.forms:
        if form.method == "POST" and len(form.fields) > 2:
            for name, value in streams:
                form.add(name, "hidden", value)
    return reader.forms


def _streams(response) -> list[tuple[str, str]]:
    """What Wagtail's editor would send for the StreamFields of the page's form."""
    form = _form_of(response)
    found = []
    for name, item in getattr(form, "fields", {}).items():
        if isinstance(item, BlockField):
            bound = form[name]
            found += list(flat(item.block, item.block.get_form_state(bound.value()), form.add_prefix(name)))
    return found


def _form_of(response):
    contexts = response.context or []
    for context in contexts if isinstance(contexts, list) else [contexts]:
        for layer in getattr(context, "dicts", []):
            if "form" in layer and any(isinstance(item, BlockField) for item in getattr(layer["form"], "fields", {}).values()):
                return layer["form"]
    return None


def flat(block, state, prefix):
    """A block's state as the names and values of form fields."""
    if isinstance(block, (BaseStreamBlock, ListBlock)):
        items = state or []
        yield f"{prefix}-count", str(len(items))
        for number, item in enumerate(items):
            at = f"{prefix}-{number}"
            inner = block.child_block if isinstance(block, ListBlock) else block.child_blocks[item["type"]]
            yield f"{at}-deleted", ""
            yield f"{at}-order", str(number)
            yield f"{at}-id", item["id"] or ""
            yield f"{at}-type", item.get("type", "item")
            yield from flat(inner, item["value"], f"{at}-value")
    elif isinstance(block, BaseStructBlock):
        for name, inner in block.child_blocks.items():
            yield from flat(inner, (state or {}).get(name), f"{prefix}-{name}")
    elif state is not None and state is not False:
        yield prefix, _plain(state)


def _plain(state) -> str:
    if isinstance(state, dict):
        return str(state.get("id", "")) if "id" in state else json.dumps(state)
    if isinstance(state, list):
        return ",".join(str(item) for item in state)
    return html.unescape(str(state)) if not isinstance(state, bool) else "on"
