"""Asking for what is the other practice's, and for what is nobody's: one answer for both."""

import html
import json
import re
from copy import copy

from django.db import transaction

from sites.scoping import in_practice
from tests.isolation.two_sides import B_KEYS, KEY_OF_B, KEY_OF_NOBODY, NOBODYS_KEYS, WORD

# Drawn anew for every answer: tokens, names of blocks that a form shows for the first time, keys of new rows, moments.
_DRAWN = re.compile(
    r'[A-Za-z0-9]{32,64}|[0-9a-f]{8}-[0-9a-f-]{27}|"key": "\w{5}"|nonce="[^"]+"|[0-9-]{10}T[0-9:.]+'
    r"|(?<![0-9a-f])9000\d{3}(?![0-9a-f])|(?i:just now|\d+(?:\xa0|u00a0)\w+ ago)"
)
# A size of a picture that is made once more: its file is there already, its row was rolled back.
_FILE_AGAIN = re.compile(r"(?<=\w)_\w{7}(?=\.)")


def nobodys(value):
    """The same with a key that nobody has for each key of B's."""
    if isinstance(value, dict):
        return {nobodys(key) if isinstance(key, str) else key: nobodys(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [nobodys(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return value + NOBODYS_KEYS - B_KEYS if KEY_OF_B.fullmatch(str(value)) else value
    if isinstance(value, str):
        return KEY_OF_B.sub(lambda found: str(int(found[0]) + NOBODYS_KEYS - B_KEYS), value)
    return value


def text_of(response) -> str:
    """The whole body, streamed or not."""
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode(errors="replace")


def send(client, path, data=None, *, as_json=False, method=""):
    """GET without data, POST with data."""
    method = method or ("get" if data is None else "post")
    more = {"content_type": "application/json"} if as_json else {}
    return getattr(client, method)(path, json.dumps(data) if as_json else (data or {}), **more)


def seen(response) -> tuple:
    """What an attacker can compare, without what is drawn anew each time."""
    text = html.unescape(f"{response.get('Location', '')} {text_of(response)}").replace("\\", "")
    text = KEY_OF_NOBODY.sub(r"7000\1", text)
    return response.status_code, _DRAWN.sub("…", _FILE_AGAIN.sub("", text))


def difference(one: tuple, other: tuple) -> str:
    """Where two answers part, with some words around; nothing when they are the same."""
    if one == other:
        return ""
    if one[0] != other[0]:
        return f"{one[0]} instead of {other[0]}"
    at = next((i for i, pair in enumerate(zip(one[1], other[1], strict=False)) if len(set(pair)) > 1), None)
    part = slice(max(0, (at or 0) - 60), (at or 0) + 80)
    return f"{one[1][part]!r} instead of {other[1][part]!r}"


def same_as_nobodys(client, path, data=None, **how):
    """The answer about B's thing, which must be the one about a thing that is not there, and hold no word of B."""
    cookies = copy(client.cookies)
    cookies.pop("messages", None)  # what was said about the request before
    client.cookies = copy(cookies)
    with transaction.atomic():
        missing = send(client, nobodys(path), nobodys(data), **how)
        of_missing = seen(missing)
        transaction.set_rollback(True)
    client.cookies = cookies
    response = send(client, path, data, **how)
    assert difference(seen(response), of_missing) == ""
    assert WORD not in of_missing[1]
    return response


def refused(client, path, data=None, **how) -> int:
    """The status of the answer about B's thing, which is the one about a thing that is not there."""
    return same_as_nobodys(client, path, data, **how).status_code


def absent(client, *paths):
    """The product has no such door: neither for A's things nor for B's, and it says no more than nonsense does."""
    for method in ("get", "post", "put", "delete"):
        nonsense = seen(getattr(client, method)("/admin/no-such-thing-at-all/"))
        answers = {path: seen(getattr(client, method)(path)) for path in paths}
        assert {path: status for path, (status, _) in answers.items()} == dict.fromkeys(paths, nonsense[0])
        assert nonsense[0] == 404
        assert [path for path, one in answers.items() if difference(one, nonsense)] == []


def newest(side, page, read=lambda page: page):
    """Something of the newest version of a page, as its editor would open it."""
    with in_practice(side.practice):
        return read(type(page).objects.get(pk=page.pk).get_latest_revision_as_object())


def live(side, page, read=lambda page: page):
    """Something of a page as readers get it."""
    with in_practice(side.practice):
        return read(type(page).objects.get(pk=page.pk))


def again(side, thing):
    """A row as it is stored now; None when it is gone."""
    with in_practice(side.practice):
        return type(thing).objects.filter(pk=thing.pk).first()
