"""One process of the growth benchmark: serves one database, and says what each piece of work costs there.

Started by growth.py. Reads names of work from its input, a line each, and answers with a line of JSON.
"""

import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from .many_practices import SLUG, begin, lend_files

MANY = 1000  # practices of the editor who serves many
ARTICLE = "lying-awake"
EDITED = "the-kettle-counts"


class Work:
    """What is measured, by its name: each a request that succeeds."""

    def __init__(self):
        from sites.models import Practice
        from sites.scoping import across_practices, in_practice

        with across_practices():
            number = Practice.objects.count()
            self.practice = Practice.objects.get(slug=f"{SLUG[:-5]}{number // 2:05}")
            Practice.objects.filter(pk=self.practice.pk).update(approves_own=True)
            lend_files(self.practice)
            self._people()
        with in_practice(self.practice):
            self._places()
        self._browsers()

    def _people(self):
        """The practice's owner, an editor of many practices, and an operator."""
        from sites.models import Membership, Practice, User

        self.owner = User.everyone.get(email=f"owner@{self.practice.slug}.example")
        self.operator = User.everyone.with_email("operator@load.example") or User.everyone.create_superuser(
            "operator@load.example", "a-long-enough-password"
        )
        self.editor = User.everyone.with_email("many@load.example")
        if self.editor is None:
            self.editor = User.everyone.create_user("many@load.example")
            ids = {self.practice.pk, *Practice.objects.order_by("pk").values_list("pk", flat=True)[: MANY - 1]}
            rows = [Membership(practice_id=pk, user=self.editor, role="editor") for pk in ids]
            Membership.everywhere.bulk_create(rows)

    def _places(self):
        from cms.articles.models import ArticleIndexPage, ArticlePage
        from cms.site_pages.models import PracticeSettings

        self.index = ArticleIndexPage.objects.get()
        self.edited = ArticlePage.objects.get(slug=EDITED)
        self.settings = PracticeSettings.objects.get(site=self.practice.site_id)

    def _browsers(self):
        from tests.conftest import at_the_installation_as, reader, signed_in

        self.reader = reader(self.practice)
        self.at_work, self.editing = (signed_in(who, self.practice) for who in (self.owner, self.editor))
        self.at_desk, self.operating = map(at_the_installation_as, (self.editor, self.operator))
        self.form = self._form()

    def _form(self) -> dict:
        """What the page editor sends when nothing was changed."""
        from django.test.utils import setup_test_environment, teardown_test_environment

        from sites.scoping import in_practice
        from tests.isolation.forms import forms_in

        setup_test_environment()
        try:
            response = self.at_work.get(self._edit())
            with in_practice(self.practice):
                forms = forms_in(SimpleNamespace(response=response, html=response.text))
        finally:
            teardown_test_environment()
        form = max((form for form in forms if form.method == "POST"), key=lambda form: len(form.fields))
        return form.data()

    def _edit(self) -> str:
        return f"/admin/pages/{self.edited.pk}/edit/"

    def table(self) -> dict:
        """Each piece of work as a function that asks once."""
        read, work, many = self.reader.get, self.at_work.get, self.editing.get
        explorer = f"/admin/pages/{self.index.pk}/"
        settings = f"/admin/settings/site_pages/practicesettings/{self.settings.pk}/"
        return {
            "article": lambda: read(f"/articles/{ARTICLE}/"),
            "home": lambda: read("/"),
            "index": lambda: read("/articles/"),
            "search": lambda: read("/search/", {"q": "night"}),
            "sitemap": lambda: read("/sitemap-1.xml"),
            "feed": lambda: read("/feed.atom"),
            "explorer": lambda: work(explorer),
            "explorer, search": lambda: work(explorer, {"q": "night"}),
            "editor": lambda: work(self._edit()),
            "save draft": lambda: self.at_work.post(self._edit(), self.form),
            "publish": lambda: self.at_work.post(self._edit(), {**self.form, "action-publish": "action-publish"}),
            "page chooser": lambda: work("/admin/choose-page/"),
            "image chooser": lambda: work("/admin/images/chooser/"),
            "people": lambda: work("/admin/practice/people/"),
            "settings": lambda: work(settings),
            "log": lambda: work("/admin/practice/log/"),
            "first page, desk": lambda: work("/admin/"),
            "of 1,000: explorer": lambda: many(explorer),
            "of 1,000: editor": lambda: many(self._edit()),
            "of 1,000: first page": lambda: many("/admin/"),
            "of 1,000: desk": lambda: self.at_desk.get("/admin/desk/"),
            "of 1,000: practices": lambda: self.at_desk.get("/practices/"),
            "operator: practices": lambda: self.operating.get("/admin/practices/"),
            "periodic round": _round,
        }


def _round():
    from cms.delivery.periodic import run_due

    run_due()


def done(ask) -> None:
    """Ask once. Raises RuntimeError for an answer that is none."""
    response = ask()
    if response is not None and response.status_code not in (200, 302):
        raise RuntimeError(f"{response.status_code}: {response.request['PATH_INFO']}")
    if response is not None and response.request["REQUEST_METHOD"] == "POST" and response.status_code != 302:
        raise RuntimeError(f"{response.request['PATH_INFO']} took nothing")
    if response is not None and response.status_code == 200:
        response.getvalue() if response.streaming else response.content


def seconds_of_postgresql() -> float:
    """CPU that the backend of our connection has used (Linux, for whoever may read it); 0 for SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


def cost(ask) -> dict:
    """CPU in milliseconds here and in PostgreSQL."""
    of_server, here = seconds_of_postgresql(), time.process_time()
    done(ask)
    here, of_server = time.process_time() - here, seconds_of_postgresql() - of_server
    return {"here": here * 1000, "postgresql": of_server * 1000}


def queries(ask) -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        done(ask)
    slowest = sorted(found.captured_queries, key=lambda one: -float(one["time"]))[:5]
    return {"queries": len(found), "slowest": [(one["time"], one["sql"]) for one in slowest]}


def memory() -> dict:
    """Resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text()
    return {"memory": int(status.partition("VmRSS:")[2].split()[0]) / 1024}


def main():
    begin()
    answers, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115 (what others print is no answer)
    table = Work().table()
    print(json.dumps(list(table)), file=answers, flush=True)
    for line in sys.stdin:
        kind, _, name = line.strip().partition(" ")
        found = memory() if kind == "memory" else {"cost": cost, "queries": queries}[kind](table[name])
        print(json.dumps(found), file=answers, flush=True)


if __name__ == "__main__":
    main()
