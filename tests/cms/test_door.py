"""What a thread of the server sends: a finished page without asking Django, and all else as Django says."""

import io
from wsgiref.util import FileWrapper

import pytest

from cms.delivery import stopping
from cms.delivery.door import answering

PAGE = (200, [("Content-Type", "text/html")], b"<p>finished</p>")
SERVED = ("Server", "")


class Protocol:
    """granian's side of a request: what was sent, and how."""

    def response_bytes(self, status, headers, body):
        self.sent = "at once", status, headers, body

    def response_iter(self, status, headers, body):
        self.sent = "in parts", status, headers, b"".join(iter(body.__next__, b""))


class Application:
    """A WSGI application that knows one finished page."""

    def __init__(self, body=()):
        self.body, self.asked = body, []

    def found(self, method, path, query, scheme, header):
        self.asked.append((method, path, query, scheme, header("accept-encoding")))
        return PAGE if path == "/finished/" else None

    def __call__(self, environ, start_response):
        start_response("201 Created", [("X-Path", environ["PATH_INFO"])])
        return self.body


class Body(list):
    """An answer of Django's: iterable, to be closed, and sent in parts or not."""

    streaming, is_closed = False, False

    def close(self):
        self.is_closed = True


def sent(application, path, method="GET"):
    protocol = Protocol()
    scope = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "p=2",
        "wsgi.url_scheme": "https",
        "HTTP_ACCEPT_ENCODING": "br",
        "wsgi.input": io.BytesIO(),
    }
    answering(application, {})(protocol, scope)
    return protocol.sent


def test_a_finished_page_is_sent_without_asking_further():
    application = Application()
    assert sent(application, "/finished/") == ("at once", 200, [*PAGE[1], SERVED], PAGE[2])
    assert application.asked == [("GET", "/finished/", "p=2", "https", "br")]


def test_what_is_not_streamed_is_sent_at_once_and_closed():
    body = Body([b"one ", b"two"])
    assert sent(Application(body), "/other/") == ("at once", 201, [("X-Path", "/other/"), SERVED], b"one two")
    assert body.is_closed


def test_what_is_streamed_is_left_to_the_server():
    body = FileWrapper(io.BytesIO(b"a long file"), 4)
    assert sent(Application(body), "/file/")[0] == "in parts"


def test_an_application_without_finished_pages_is_asked():
    body = Body([b"whole"])
    assert sent(lambda environ, start: start("200 OK", []) or body, "/finished/")[3] == b"whole"


@pytest.mark.parametrize("path", ["/finished/", "/other/"])
def test_in_a_stop_connections_end(path, monkeypatch):
    monkeypatch.setattr(stopping, "_stopping", b"\1")
    assert ("Connection", "close") in sent(Application(Body([b""])), path)[2]
