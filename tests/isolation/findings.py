"""What counts as a hole in the wall: a mark of B in an answer, a changed row of B, a row that refers to B."""

import io
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote

from django.db import DatabaseError, connection, transaction

from .marks import around, marks_in
from .world import read_table, tables

# Holds what a person has typed and not saved, as it was typed; it is shown to that person only, and looked at there.
AS_IT_WAS_TYPED = {"wagtailadmin_formstate"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass(frozen=True)
class Finding:
    """One hole. Two findings of the same kind at the same view by the same person are one."""

    who: str
    method: str
    view: str
    kind: str  # shows, mails, changes, refers, tells apart
    what: str
    request: str = ""

    @property
    def key(self):
        return self.who, self.method, self.view, self.kind

    def __str__(self):
        return f"{self.who} | {self.method} | {self.view} | {self.kind} | {self.what} | {self.request}"


class Statements:
    """Counts what the database is asked, and notes which tables are written."""

    def __init__(self):
        self.number, self.texts = 0, []

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        if sql.lstrip()[:7].upper().startswith(WRITES):
            self.texts.append(sql[:200])
        return execute(sql, params, many, context)

    def written(self) -> list[str]:
        """The tables that were written."""
        quoted = connection.ops.quote_name
        return [table for table in tables() if any(quoted(table) in text for text in self.texts)]


class Ledger:
    """Every row as it was before the crawl, to compare with."""

    def __init__(self, world):
        self.world = world

    def holes(self, written: list[str], sent: str) -> list[tuple[str, str]]:
        """Kind and words for whatever is wrong in the tables that were written."""
        if connection.needs_rollback:
            transaction.set_rollback(False)
        try:
            return [hole for table in written for hole in self._in_table(table, sent)]
        except DatabaseError:
            return []  # PostgreSQL refuses to read on after an error; the rows are rolled back with it

    def _in_table(self, table, sent):
        before, now = self.world.rows[table], read_table(table, tables()[table])
        words_sent = _without_keys(sent)
        ours = self.world.rows_of_b(table)
        for key in ours:
            if now.get(key) != before[key]:
                yield "changes", f"{table} {key}: {_difference(before[key], now.get(key))}"
        for key, row in now.items():
            if key in ours or row == before.get(key) or table in AS_IT_WAS_TYPED:
                continue
            for column, cell in row.items():
                # A key of B is a hole even if it was sent; a word that was sent may stand where it was typed.
                marks = marks_in(str(cell), but_for=words_sent)
                if marks:
                    yield "refers", f"{table}.{column}: {around(str(cell), marks[0])}"


def _without_keys(text: str) -> str:
    return re.sub(r"\d", "", text)


def _difference(before, now) -> str:
    if now is None:
        return "deleted"
    return ", ".join(
        f"{name}: {str(before[name])[:40]} → {str(now[name])[:40]}" for name in now if now[name] != before[name]
    )


def text_of(response) -> str:
    """Everything an answer says: headers, messages for the next page, body; archives unpacked, addresses decoded."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.items() if name != "Content-Length")
    waiting = getattr(getattr(response.wsgi_request, "_messages", None), "_queued_messages", [])
    return unquote(f"{head}\n{[str(message) for message in waiting]}\n\n{_readable(body)}")


def _readable(body: bytes) -> str:
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return body.decode("utf-8", "replace")


def letter_text(letter) -> str:
    """A mail with its addressees."""
    return "\n".join([letter.subject, letter.body, *letter.to, *letter.cc, *letter.bcc])


def words_in_answer(text: str, sent: str, allowed) -> list[str]:
    """Marks of B with where they stand."""
    return [around(text, mark) for mark in marks_in(text, but_for=sent, allowed=allowed)]
