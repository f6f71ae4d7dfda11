"""One person's browser, with cookies for each host apart, that follows redirects from host to host."""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import Client

from tests.conftest import PASSWORD


class Browser:
    """Follows every redirect; ``way`` holds the addresses it came by, without their queries."""

    def __init__(self):
        self.jars, self.way, self.host = {}, [], settings.INSTALLATION_DOMAIN

    def at(self, host) -> Client:
        """The part of the browser that talks to one host, with that host's cookies."""
        return self.jars.setdefault(host, Client(headers={"host": host}))

    def open(self, url):
        self.way = []
        return self._follow(self._ask("get", url))

    def send(self, url, data=None):
        self.way = []
        return self._follow(self._ask("post", url, data))

    def step(self, url):
        """One request, without following."""
        return self._ask("get", url)

    def sign_in(self, email, password=PASSWORD, *, to=""):
        """Fill in the form of signing in, on the way to an address of the installation's."""
        form = {"login": email, "password": password, "next": to or self._asked_for()}
        return self.send(f"http://{settings.INSTALLATION_DOMAIN}/account/login/", form)

    def _asked_for(self) -> str:
        """Where the form that is open would lead."""
        return parse_qs(urlsplit(self.here).query).get("next", [""])[0]

    def _follow(self, response):
        while response.status_code == 302:
            response = self._ask("get", response.url)
        return response

    def _ask(self, method, url, data=None):
        parts = urlsplit(url)
        self.host = parts.hostname or self.host
        self.here = parts.path + (f"?{parts.query}" if parts.query else "")
        self.way.append(self.host + parts.path)
        return getattr(self.at(self.host), method)(self.here, data)


def is_signed_in(browser: Browser, host: str) -> bool:
    """Whether the admin at the host opens without asking anybody else."""
    return browser.at(host).get("/admin/").status_code == 200
