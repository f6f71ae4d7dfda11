"""What the log says of a request, and that nothing in it tells who asked for what."""

import io
import json
import logging

import pytest
from django.db import OperationalError
from django.test import Client

from cms.articles.models import ArticlePage
from cms.delivery.logs import JsonFormatter, without_persons
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import reader

SECRETS = ["panic", "ada.quill", "example.org", "melancholia", "hunter2", "198.51.100.7"]


@pytest.fixture
def lines():
    """A function that returns what was logged until now, at every level, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in (None, "anteroom.requests", "django.request")]
    before = [logger.level for logger in loggers]
    logging.getLogger().addHandler(handler)
    for logger in loggers:
        logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def test_a_request_is_a_line_of_numbers_and_names(alder, lines):
    with in_practice(alder.practice):
        make_article("Panic at night")
    reader(alder.practice).get("/articles/panic-at-night/?from=melancholia")
    (line,) = [line for line in lines() if line["logger"] == "anteroom.requests"]
    assert len(line.pop("request")) == 16
    assert line.pop("milliseconds") > 0
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "anteroom.requests",
        "message": "answered",
        "method": "GET",
        "practice": alder.practice.pk,
        "route": "wagtail_serve",
        "status": 200,
    }


def test_nothing_of_who_asked_for_what_is_logged(alder, lines, monkeypatch):
    with in_practice(alder.practice):
        make_article("Panic at night")
    client = reader(alder.practice)
    client.raise_request_exception = False
    asked = {"REMOTE_ADDR": "198.51.100.7", "HTTP_COOKIE": "sessionid=hunter2"}
    client.get("/search/?q=melancholia", **asked)
    client.get("/panic/attacks in the night/", **asked)
    client.post("/account/login/", {"login": "ada.quill@example.org", "password": "hunter2"}, **asked)
    Client(headers={"host": "panic.example.org"}).get("/")

    words = "no “melancholia” for ada.quill@example.org at /articles/panic-at-night/?q=melancholia"

    def fail(*args, **kwargs):
        raise ValueError(words)

    monkeypatch.setattr(ArticlePage, "serve", fail)
    assert client.get("/articles/panic-at-night/", **asked).status_code == 500
    said = json.dumps(lines(), ensure_ascii=False).lower()
    assert [secret for secret in SECRETS if secret in said] == []
    (error,) = [line["error"] for line in lines() if "error" in line]
    assert error.endswith("builtins.ValueError: no “…” for <address> at <path>\n")
    assert "in fail" in error


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("could not send to ada@quill.example", "could not send to <address>"),
        ("GET https://cal.example/ada?x=1 failed", "GET <link> failed"),
        ("Not Found: /articles/panic/", "Not Found: <path>"),
        ("key 'melancholia' is missing", "key “…” is missing"),
        ("duplicate key\nDETAIL:  Key (name)=(Ada Quill) already exists.", "duplicate key\nDETAIL: …"),
        ("asked by 192.0.2.17 and 2001:db8:1:2::7", "asked by <network> and <network>"),
        ("token abcdefghijklmnopqrstuvwxyz012345 refused", "token <token> refused"),
        ("call +44 20 7946 0018 back", "call <number> back"),
        (
            "Periodic work failed; it is tried again in 20 seconds",
            "Periodic work failed; it is tried again in 20 seconds",
        ),
    ],
)
def test_what_is_taken_out_of_words(said, kept):
    assert without_persons(said) == kept


@pytest.mark.parametrize("method", ["get", "post"])
def test_while_the_database_is_away_there_is_a_sentence(method, alder, monkeypatch):
    def gone(*args):
        raise OperationalError("connection refused")

    client = reader(alder.practice)
    client.raise_request_exception = False
    monkeypatch.setattr("sites.middleware.PracticeMiddleware._look_up", gone)
    answer = getattr(client, method)("/contact/")
    words = {"get": "We cannot open this page just now", "post": "We could not save this just now"}
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
    assert words[method] in answer.text
