"""The way a crawl goes: every door with own, foreign and missing ids, its query strings, its links, its forms."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.urls import Resolver404, resolve

from sites.scoping import in_practice

from .doors import doors
from .forging import forgeries
from .forms import Form, forms_in
from .queries import bulk_ids, naming_b, special
from .visitor import Ask, Visitor

LINK = re.compile(r'\b(?:href|src|action|data-[\w-]*(?:url|href)[\w-]*)="([^"#]+)"')
MOST_LINKS, SOME_LINKS = 300, 60
SMALL = 12  # fields of a form
PREVIEWED = {"wagtailadmin_pages:edit", "wagtailadmin_pages:add", "wagtailsettings:edit"}
# Views that read the body with the same code as "edit", where it is forged field by field.
SAME_BODY = {"wagtailadmin_pages:revisions_revert"}


def crawl(visitor: Visitor, *, thorough: bool = False) -> "Crawl":
    """Everything that this person can reach and send.

    Lists, forms and bodies are the same code for every role, and no wall asks for the role. So the person who may do
    most goes through all of it (``thorough``); the others go through every door with every foreign id, and take of own
    things, lists, links and large forms only some.
    """
    way = Crawl(visitor, thorough=thorough)
    way.get_own()
    way.get_foreign()
    way.get_queries()
    way.follow_links()
    way.post_bare()
    way.post_special()
    way.send_forms()
    return way


class Crawl:
    """One person's crawl. What was found on the way (links, forms) is kept for the next steps."""

    def __init__(self, visitor: Visitor, *, thorough: bool):
        self.visitor, self.world, self.thorough = visitor, visitor.world, thorough
        self.forms: dict = {}
        self.links: dict = {}

    def look(self, ask: Ask):
        """Ask, and keep what the answer offers."""
        answer = self.visitor.ask(ask)
        if answer.status == 200 and len(answer.text) < 2_000_000:
            self._keep(ask, answer)
        return answer

    def _keep(self, ask, answer):
        for link in LINK.findall(answer.html):
            self._keep_link(urljoin(ask.path, unescape(link)))
        with in_practice(self.world.a.practice):
            forms = forms_in(answer)
        for form in forms:
            form.action = urljoin(ask.path, form.action) if form.action else ask.path
            view = view_of(form.action)
            if view and form.fields:
                names = frozenset(re.sub(r"\d+", "#", name) for name in form.fields)
                kind = re.sub(r"\d+", "#", form.action.partition("?")[0])
                self.forms.setdefault((view, form.method, kind, names), form)

    def _keep_link(self, link):
        parts = urlsplit(link)
        if parts.netloc and parts.hostname != self.world.a.practice.installation_host:
            return
        view = view_of(parts.path)
        if view is None or parts.path.startswith("/static/"):
            return
        pairs = parse_qsl(parts.query)
        keys = tuple(sorted({f"{name}={value}" if name == "export" else name for name, value in pairs}))
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self.links.setdefault((view, keys), path)

    # --- the steps ---

    def get_own(self):
        """Every address of A's own."""
        most = None if self.thorough else 2
        for door in doors():
            for path in door.own(self.world.a)[:most]:
                if door.name == "wagtail_bulk_action":
                    path = f"{path}?{bulk_ids(self.world.a, path)}"
                self.look(Ask("GET", path))

    def get_foreign(self):
        """Every address with B's ids, beside the same with nobody's."""
        for door in doors():
            for path in door.foreign(self.world):
                self.visitor.compare(Ask("GET", path))

    def get_queries(self):
        """Query strings that name B's things, on the first own address of each door."""
        for door in doors():
            paths = door.own(self.world.a)
            for path in paths if door.name == "wagtail_bulk_action" else paths[:1]:
                for ask in naming_b(self.world, door, path, lists=self.thorough):
                    self.visitor.compare(ask)

    def follow_links(self):
        """One link of each kind that was found on A's pages."""
        seen, most = set(), MOST_LINKS if self.thorough else SOME_LINKS
        while len(seen) < most and (new := [key for key in self.links if key not in seen]):
            for key in new[: most - len(seen)]:
                seen.add(key)
                self.look(Ask("GET", self.links[key]))

    def post_bare(self):
        """An empty POST to every address: own, and B's beside nobody's."""
        for door in doors():
            for path in door.own(self.world.a)[:1]:
                query = f"?{bulk_ids(self.world.a, path)}" if door.name == "wagtail_bulk_action" else ""
                self.visitor.ask(Ask("POST", path + query))
            for path in door.foreign(self.world):
                self.visitor.compare(Ask("POST", path))
            if door.name == "wagtail_bulk_action":
                for path in door.own(self.world.a):
                    self.visitor.compare(Ask("POST", f"{path}?{bulk_ids(self.world.b, path)}"))

    def post_special(self):
        for ask in special(self.world):
            self.visitor.compare(ask)

    def send_forms(self):
        """Every form as it is, and once for each field that can name something of B.

        Who is not ``thorough`` leaves filters out, and sends large forms only as they are.
        """
        for (view, *_), form in list(self.forms.items()):
            if not self.thorough and form.method == "GET":
                continue
            for button in _buttons(form):
                self.visitor.ask(_filled(form, {}, button))
            if form.method == "POST":
                self.visitor.ask(_filled(form, form.filled(), _best_button(form)))
            if self.thorough or len(form.fields) <= SMALL:
                for changes in forgeries(form, self.world.b):
                    self._forge(view, form, changes)

    def _forge(self, view, form, changes):
        in_body = any(name.startswith(("body-", "menu-", "footer_links-")) for name in changes)
        if in_body and view in SAME_BODY:
            return
        ask = _filled(form, changes, _best_button(form))
        if view not in PREVIEWED:
            self.visitor.compare(ask)
            return
        # Saving is looked at for what it stores, the preview for what it tells.
        (self.visitor.ask if in_body else self.visitor.compare)(ask)
        preview = form.action.partition("?")[0] + "preview/"
        self.visitor.compare(Ask("POST", preview, {**form.data(), **changes}), Ask("GET", f"{preview}?mode="))


def _buttons(form) -> list:
    return list(dict.fromkeys([("", ""), *form.buttons]))[:6]


def _best_button(form):
    """Publishing writes the most; any other form is just sent."""
    return next((button for button in form.buttons if button[0] == "action-publish"), ("", ""))


def _filled(form: Form, changes: dict, button=("", "")) -> Ask:
    data = {**form.data(), **changes}
    if button[0]:
        data[button[0]] = [button[1]]
    if form.method == "GET":
        path = form.action.partition("?")[0]
        return Ask("GET", f"{path}?{urlencode(data, doseq=True)}")
    return Ask("POST", form.action, data)


def view_of(path: str) -> str | None:
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return match.view_name or match.route
