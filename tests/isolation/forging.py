"""Forged forms: one field after another says something of B, the others stay as they are."""

import json
import re

from .files import file_like_theirs
from .forms import Field, Form
from .marks import A_KEYS, B_KEYS

# Numbers that count or order and name no row.
COUNTS = re.compile(
    r"(_FORMS|MAX_NUM|MIN_NUM|-count|-order|-ORDER|-deleted|-DELETE|^p$|focal_point_\w+|minutes|width|height)$"
)
OWN_KEY = re.compile(r"^5000\d{3}$")
# Texts that could collide with what B has.
COLLIDING = [
    (re.compile(r"e-?mail"), "owner@zanzibar.example"),
    (re.compile(r"slug"), "zanzibar-quokka-article"),
    (re.compile(r"host"), "zanzibar.anteroom.localhost"),
    (re.compile(r"tags"), "Zanzibar Quokka tag"),
    (re.compile(r"old_path"), "/zanzibar-quokka-old"),
    (re.compile(r"password$"), "Zanzibar Quokka password"),
    (re.compile(r"^(title|name|question|q|search|text)$"), "Zanzibar Quokka article"),
]
TEXTS = {"text", "email", "url", "search", "textarea", "password"}
CHOICES = {"select", "radio", "checkbox"}


def counterpart(value: str) -> str:
    """B's row that was planted as the own one was; B's first row where there is none."""
    return str(int(value) + B_KEYS - A_KEYS) if OWN_KEY.match(value) else str(B_KEYS + 1)


def forgeries(form: Form, side_b) -> list[dict]:
    """What to change in the form, one field at a time; for rows that can be added, in a new row."""
    found = []
    for name, control in form.fields.items():
        for value in [file_like_theirs(form.action)] if control.type == "file" else _values(control, side_b):
            found.append(_in_new_row(form, name, value) if "__prefix__" in name else {name: [value]})
    return found


def _in_new_row(form: Form, name: str, value) -> dict:
    rows, _, inside = name.partition("-__prefix__-")
    number = int(form.fields[f"{rows}-TOTAL_FORMS"].values[0])
    return {f"{rows}-{number}-{inside}": [value], f"{rows}-TOTAL_FORMS": [str(number + 1)]}


def _values(control: Field, side_b):
    if control.name in ("csrfmiddlewaretoken", "next") or COUNTS.search(control.name):
        return []
    own = next((value for value in control.values if value), "")
    if _is_content_state(own):
        return [rich_text_naming(side_b)]
    if control.type in CHOICES:
        keys = [value for value in control.options if OWN_KEY.match(value)]
        return [counterpart(own or keys[-1] if keys else own)] if keys or not any(control.options) else []
    if control.type == "hidden":
        if OWN_KEY.match(own):
            return [counterpart(own)]
        return list(dict.fromkeys([str(B_KEYS + 1), str(side_b.pages["article"].pk)])) if not own else []
    if control.type == "number":
        return [str(B_KEYS + 1)] if control.name.endswith("id") else []
    if control.type in TEXTS:
        return [value for pattern, value in COLLIDING if pattern.search(control.name)][:1]
    return []


def _is_content_state(value: str) -> bool:
    return value.startswith("{") and '"entityMap"' in value


def rich_text_naming(side) -> str:
    """Text in the editor's form with a link, a document, a picture and a film of B's."""
    page, image = side.pages["article"].pk, min(side.keys["media_practiceimage"])
    document, parent = min(side.keys["media_practicedocument"]), side.pages["index"].pk
    entities = {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": page, "parentId": parent}},
        "1": {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": document}},
        "2": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": image, "format": "left", "alt": ""}},
        "3": {"type": "LINK", "mutability": "MUTABLE", "data": {"id": str(side.pages["home"].pk), "url": "/"}},
    }

    def block(key, text, kind, entity):
        return {
            "key": key, "text": text, "type": kind, "depth": 0, "inlineStyleRanges": [],
            "entityRanges": [{"key": entity, "offset": 0, "length": len(text)}],
        }  # fmt: skip

    blocks = [
        block("aaaaa", "see there", "unstyled", 0),
        block("bbbbb", "take this", "unstyled", 1),
        block("ccccc", " ", "atomic", 2),
        block("ddddd", "go home", "unstyled", 3),
    ]
    return json.dumps({"entityMap": entities, "blocks": blocks})
