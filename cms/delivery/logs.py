"""Lines for the log that say what happened and to which request, and nothing about who asked for what.

An article's address names a condition, so no line has a path or a query; practices are numbers, routes are names. What
messages and errors bring along is taken out as far as words can be told apart: addresses of people and pages, whatever
stands in quotation marks, what a database tells of a row.
"""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

# What is known of the request that is being answered: id, practice, method, route, status, milliseconds.
of_request: ContextVar[dict] = ContextVar("of_request")

# What the framework says of a request carries its path: of these only the sentence is kept, not what is put into it.
ABOUT_REQUESTS = ("django.request", "django.security", "django.server")
# In this order: what to look for, and what stands there instead.
TAKEN_OUT = [
    (re.compile(r"(DETAIL|CONTEXT|QUERY|STATEMENT|HINT):.*", re.DOTALL), r"\1: …"),  # PostgreSQL's, with the row
    (re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+"), "<address>"),
    (re.compile(r"\b[a-z][a-z0-9+.-]*://\S+", re.I), "<link>"),
    (re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|“[^”]*”|‘[^’]*’"), "“…”"),
    (re.compile(r"(?<![\w.<])/[^\s,;:)]*"), "<path>"),
    (re.compile(r"\?\S*=\S*"), "?…"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b", re.I), "<network>"),
    (re.compile(r"\b[\w-]{24,}\b"), "<token>"),
    (re.compile(r"\+?\d[\d ()-]{7,}\d"), "<number>"),
]


def without_persons(text: str) -> str:
    """The text without what could name a person, a page or a secret."""
    for what, instead in TAKEN_OUT:
        text = what.sub(instead, text)
    return text


def message_of(record: logging.LogRecord) -> str:
    """What the record says, without persons."""
    if record.name.startswith(ABOUT_REQUESTS):
        return re.sub(r"%\(?\w*\)?[sdr]", "…", str(record.msg)) if record.args else without_persons(str(record.msg))
    return without_persons(record.getMessage())


def error_of(error: BaseException) -> str:
    """Where the error came from, line by line as Python tells it, and its kind; never a local variable."""
    told = []
    for one in reversed(list(_chain(error))):
        told += traceback.format_list(traceback.extract_tb(one.__traceback__))
        told.append(f"{type(one).__module__}.{type(one).__qualname__}: {without_persons(str(one))}\n")
    return "".join(told)


def _chain(error: BaseException | None):
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record):
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
            **of_request.get({}),
        }
        if record.exc_info and record.exc_info[1]:
            said["error"] = error_of(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """The same for eyes."""

    def format(self, record):
        text = f"{record.levelname} {record.name}: {message_of(record)}"
        if record.exc_info and record.exc_info[1]:
            text += "\n" + error_of(record.exc_info[1])
        return text
