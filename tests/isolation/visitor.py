"""One browser that asks one thing after another, and leaves everything as it found it."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from django.core import mail
from django.db import connection, transaction
from django.urls import Resolver404, resolve

from sites.scoping import in_practice

from .files import StoredFiles
from .findings import Finding, Ledger, Statements, letter_text, text_of, words_in_answer
from .marks import CONTENT, ghost, names_b, same_for_all


@dataclass
class Ask:
    """One request: method, address, form data, how it is sent."""

    method: str
    path: str
    data: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    kind: str = ""  # "json": the data is sent as JSON

    @property
    def sent(self) -> str:
        return f"{self.path} {self.data}"

    @property
    def names_b(self) -> bool:
        return names_b(self.path) or names_b(self.data)

    def ghost(self) -> "Ask":
        """The same request for what is nobody's."""
        return Ask(self.method, ghost(self.path), ghost(self.data), self.headers, self.kind)

    @property
    def view(self) -> str:
        try:
            match = resolve(self.path.partition("?")[0])
        except Resolver404:
            return self.path
        return match.view_name or match.route

    def __str__(self):
        data = {name: value for name, value in self.data.items() if names_b(value)} or self.data
        return f"{self.method} {self.path} {str(data)[:160] if data else ''}".strip()


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    location: str
    queries: int
    response: object

    @property
    def html(self) -> str:
        return self.text.partition("\n\n")[2]

    def like_any(self) -> tuple:
        """What must not differ between what is B's and what is nobody's."""
        return self.status, same_for_all(ghost(self.location)), same_for_all(ghost(self.text))


class Visitor:
    """A person at a host.

    ``allowed`` are the marks that this person may see there, ``may_manage`` the beginnings of views whose business is
    every practice: there only what B's people wrote counts. ``by_address`` are views that whoever has a secret address
    may read, each with the one table that reading writes to. ``scope`` is what the host's requests work in.
    """

    def __init__(self, who: str, client, world, *, allowed=(), scope=None, may_manage=(), by_address=None):
        self.who, self.client, self.world, self.allowed = who, client, world, allowed
        self.may_manage, self.by_address = tuple(may_manage), by_address or {}
        self.scope = scope or (lambda: in_practice(world.a.practice))
        self._waiting = len(connection.run_on_commit)
        self.ledger, self.files = Ledger(world), StoredFiles(world)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.client.raise_request_exception = False
        self.findings: dict = {}
        self.wrote: dict = {}  # which tables each view has written: that a crawl does something at all
        self.broken: dict = {}  # answers with 500: no hole by themselves, but worth mending
        self.asked = 0

    def note(self, ask, kind, what):
        is_managed = ask.view.startswith(self.may_manage) and not (kind == "shows" and CONTENT in what.lower())
        if not is_managed and not self._is_opened_by_address(ask, kind, what):
            finding = Finding(self.who, ask.method, ask.view, kind, what, str(ask))
            self.findings.setdefault(finding.key, finding)

    def _is_opened_by_address(self, ask, kind, what) -> bool:
        """Reading with B's secret address shows what is B's, and notes in one table that it was used; no more."""
        table = self.by_address.get(ask.view) if ask.method == "GET" else None
        return table is not None and (kind in ("shows", "tells apart") or what.startswith(f"{table} "))

    def ask(self, ask: Ask, then: Ask | None = None) -> Answer:
        """Send it inside a savepoint, look at everything that came of it, and undo it.

        ``then`` is asked before the undoing: what was stored may show only there.
        """
        self.asked += 1
        self.client.cookies.clear()
        for name, value in self.cookies.items():
            self.client.cookies[name] = value
        mail.outbox.clear()
        watch = Statements()
        with transaction.atomic():
            with connection.execute_wrapper(watch):
                answer = self._send(ask, watch)
                self._finish(ask)
            followed = self._send(then, Statements()) if then and answer.status < 400 else None
            written = watch.written()
            holes = self.ledger.holes(written, ask.sent)
            transaction.set_rollback(True)
        if followed:
            answer.text += f"\n\n{followed.text}"
        if written and answer.status < 400:
            self.wrote.setdefault(ask.view, set()).update(written)
        if watch.texts:
            holes += [("changes", what) for what in self.files.put_back()]
        for kind, what in holes:
            self.note(ask, kind, what)
        for words in words_in_answer(f"{answer.location}\n{answer.text}", ask.sent, self.allowed):
            self.note(ask, "shows", words)
        for letter in mail.outbox:
            for words in words_in_answer(letter_text(letter), ask.sent, self.allowed):
                self.note(ask, "mails", words)
        if answer.status >= 500:
            self.broken.setdefault((ask.method, ask.view), f"{ask} {(answer.response.exc_info or ['', ''])[1]!r}"[:300])
        return answer

    def _finish(self, ask):
        """Do what waits for the end of the transaction, as the request itself would have done outside a test."""
        for _, work, _ in iter_growing(connection.run_on_commit, self._waiting):
            try:
                with self.scope():
                    work()
            except Exception as error:
                self.broken.setdefault((ask.method, ask.view), f"{ask} after the answer: {error!r}"[:300])

    def _send(self, ask, watch) -> Answer:
        more = {"headers": ask.headers}
        if ask.kind == "json":
            more["content_type"] = "application/json"
        send = getattr(self.client, ask.method.lower())
        before = watch.number
        data = {name: _opened(value) for name, value in ask.data.items()}
        response = send(ask.path, data, **more) if ask.method != "GET" else send(ask.path, **more)
        text = text_of(response)
        return Answer(
            response.status_code, text, unquote(response.get("Location", "")), watch.number - before, response
        )

    def compare(self, ask: Ask, then: Ask | None = None) -> Answer:
        """Ask for what is B's and for what is nobody's: both answers must be the same."""
        if not ask.names_b:
            return self.ask(ask, then)
        twin, then_twin = ask.ghost(), then and then.ghost()
        mine = self.ask(ask, then)
        other = self.ask(twin, then_twin)
        if mine.like_any() == other.like_any() and mine.queries == other.queries:
            return mine
        # Once more: the first time may have filled what is kept for the next, such as content types.
        mine, other = self.ask(ask, then), self.ask(twin, then_twin)
        if mine.status != other.status:
            self.note(ask, "tells apart", f"status {mine.status}, missing {other.status}")
        elif mine.like_any() != other.like_any():
            self.note(ask, "tells apart", _first_difference(mine.like_any(), other.like_any()))
        elif mine.queries != other.queries:
            self.note(ask, "tells apart", f"{mine.queries} queries, missing {other.queries}")
        return mine


def iter_growing(items: list, start: int):
    """The items from there on, also those that are added on the way."""
    while start < len(items):
        yield items[start]
        start += 1


def _opened(value):
    """Files are opened afresh for every request, as each reads them to their end."""
    if isinstance(value, list):
        return [_opened(item) for item in value]
    return value.open() if hasattr(value, "open") else value


def _first_difference(mine, other) -> str:
    left, right = next((str(a), str(b)) for a, b in zip(mine, other, strict=True) if a != b)
    pairs = enumerate(zip(left, right, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))
    part = slice(max(0, at - 50), at + 60)
    return f"“{' '.join(left[part].split())}” / “{' '.join(right[part].split())}”"
