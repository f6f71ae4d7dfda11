"""Readers and writers at the production stack: browsers that keep connections, and writes with unmistakable marks."""

import gzip
import http.client
import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .cached_article import HOST

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
RETRY_AFTER = 0.1  # seconds, after which a reader presses "reload"
PATIENCE = 90  # seconds until an answer that does not come counts as none; nginx waits 60 for the application
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Answer:
    """What came back; status 0 where nothing did."""

    status: int
    text: str = ""
    headers: dict = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_error(self) -> bool:
        return not self.status or self.status >= 500


class Browser:
    """Asks one address, on a kept connection, in the name of a host; nginx sees the network that it comes from."""

    def __init__(self, address: str, host=HOST, network="", cookies=""):
        self.address, self.host, self.cookies = address, host, cookies
        self.source = (network, 0) if network else None
        self.connection = None

    def ask(self, path: str, fields: dict | None = None, **headers) -> Answer:
        began = time.perf_counter()
        try:
            answer = self._ask(path, fields, headers)
        except (http.client.HTTPException, OSError) as error:
            self.connection = None
            answer = Answer(0, type(error).__name__)
        answer.seconds = time.perf_counter() - began
        return answer

    def _ask(self, path: str, fields: dict | None, headers: dict) -> Answer:
        if self.connection is None or fields is not None:  # nobody sends a form into a connection that may be closing
            self.connection = http.client.HTTPConnection(self.address, timeout=PATIENCE, source_address=self.source)
        headers = {"Host": self.host, "Accept-Encoding": "gzip", **headers}
        if self.cookies:
            headers["Cookie"] = self.cookies
        body = None if fields is None else urlencode(fields, doseq=True)
        self.connection.request("GET" if body is None else "POST", path, body, headers | (FORM if body else {}))
        response = self.connection.getresponse()
        content = response.read()
        if response.getheader("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return Answer(response.status, content.decode("utf-8", "replace"), dict(response.getheaders()))

    def ask_twice(self, path: str) -> Answer:
        """As a reader does who meets an error: once more after a moment. ``seconds`` are those of both."""
        first = self.ask(path)
        if not first.is_error:
            return first
        time.sleep(RETRY_AFTER)
        again = self.ask(path)
        again.seconds += first.seconds + RETRY_AFTER
        again.headers["first"] = str(first.status)
        return again


def new_network() -> str:
    """An address of this machine whose network nobody else comes from: limits count by networks."""
    return f"127.{1 + secrets.randbelow(250)}.{secrets.randbelow(250)}.9"


@dataclass
class Sent:
    """A write: its mark, whether it was answered with success, and what it got instead."""

    kind: str
    mark: str
    is_taken: bool
    status: int
    text: str = ""
    at: float = field(default_factory=time.monotonic)


class Commenter:
    """Writes a comment through the reader's form; what is not taken is sent again as it is, as a person would."""

    kind = "comment"

    def __init__(self, address: str, article, host=HOST):
        self.address, self.article, self.host = address, article, host

    def write(self, tries=1, wait=3.2) -> list[Sent]:
        browser, mark = Browser(self.address, self.host, new_network()), f"Mark {secrets.token_hex(8)}"
        form = browser.ask_twice(f"{self.article.path}?comment=new")
        token = TOKEN.search(form.text)
        if token is None:
            return [Sent(f"{self.kind}, form", mark, False, form.status, form.text)]
        fields = {"name": "A reader", "text": f"We tried it. {mark}", "form_token": token[1]}
        time.sleep(wait)  # a form that is sent at once is taken for a robot's
        sent = []
        for _ in range(tries):
            answer = browser.ask(f"/comments/{self.article.pk}/", {**fields, "email": "", "website": "", "parent": ""})
            sent.append(Sent(self.kind, mark, answer.status == 303, answer.status, answer.text))
            if sent[-1].is_taken:
                break
            time.sleep(1)
        return sent


class Editor:
    """Saves drafts of one article, or publishes it, through the admin's own form. Each try has a mark of its own."""

    kind = "draft"

    def __init__(self, address: str, article, session, host=HOST):
        self.browser = Browser(address, host, new_network(), session.cookies)
        self.article, self.form = article, session.forms[article.pk]

    def write(self, tries=1, publish=False) -> list[Sent]:
        sent = []
        for _ in range(tries):
            mark = f"Mark {secrets.token_hex(8)}"
            fields = {**self.form, "title": f"{self.article.title} {mark}"}
            if publish:
                fields["action-publish"] = "action-publish"
            answer = self.browser.ask(self.article.edit, fields)
            sent.append(Sent(self.kind, mark, answer.status == 302, answer.status, answer.text))
            if sent[-1].is_taken:
                break
            time.sleep(1)
        return sent


class Crowd:
    """Threads that do something again and again until the end of the block, and keep what came of it."""

    def __init__(self):
        self.threads, self.found, self.end = [], [], threading.Event()

    def add(self, work, every: float = 0.0):
        """Call ``work()``, which returns a list, every so many seconds."""
        self.threads.append(threading.Thread(target=self._go_on, args=(work, every), daemon=True))

    def _go_on(self, work, every):
        while not self.end.is_set():
            began = time.monotonic()
            self.found.extend(work())  # one step of the interpreter, so no lock
            self.end.wait(max(0.0, every - (time.monotonic() - began)))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.end.set()
        for thread in self.threads:
            thread.join(120)
