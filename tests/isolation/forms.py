"""Every form on a page, filled as a browser would fill it, and the ways to forge it."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .files import own_file
from .streams import streams_of


@dataclass
class Field:
    """One control: its name, type, values, and for choices what it offers."""

    name: str
    type: str
    values: list = field(default_factory=list)
    options: list = field(default_factory=list)


# What somebody types into a field of this type; the question mark is asked for by the bank.
TYPED = {
    "text": "A new thing?",
    "textarea": "New words.",
    "email": "new@hazel.example",
    "url": "https://new.example/",
    "password": "a-long-enough-password",
}


def _is_empty(control) -> bool:
    # Dates and times are text fields that Wagtail's scripts fill; nobody has to.
    is_moment = control.name.endswith(("_at", "_on", "_from", "_to", "date"))
    is_shape = "__prefix__" in control.name or control.name.startswith("body-") or "phone" in control.name
    return control.type in TYPED and not any(control.values) and not is_moment and not is_shape


def _lacks_choice(control) -> bool:
    return control.type in ("select", "radio") and not any(control.values) and any(control.options)


@dataclass
class Form:
    """A form as it stands on a page."""

    action: str
    method: str
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)

    def data(self) -> dict:
        """What a browser would send without a change."""
        there = {name: list(control.values) for name, control in self.fields.items() if control.values}
        return {name: values for name, values in there.items() if "__prefix__" not in name}

    def filled(self) -> dict:
        """What a browser would send after somebody has typed something into every empty field."""
        typed = {name: [TYPED[control.type]] for name, control in self.fields.items() if _is_empty(control)}
        chosen = {name: [control.options[-1]] for name, control in self.fields.items() if _lacks_choice(control)}
        files = {name: [own_file(self.action)] for name, control in self.fields.items() if control.type == "file"}
        data = {**self.data(), **typed, **chosen, **files}
        return {**data, **{name: [f"new-{name}".replace("_", "-")] for name in data if name.endswith("slug")}}

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
        elif (tag == "input" and kind == "submit") or (tag == "button" and name):
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
    streams = streams_of(answer.response)
    posted = [form for form in reader.forms if form.method == "POST"]
    if streams and posted:
        form = max(posted, key=lambda form: len(form.fields))
        for name, value, kind in streams:
            form.add(name, kind, value)
    return reader.forms
