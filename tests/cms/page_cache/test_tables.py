"""Every model is shown or not, and whatever is written past Django's signals has been thought of."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from wagtail.models import get_page_models

from cms.delivery.page_cache.changes import BY_ITSELF, NOT_SHOWN, ON_EVERY_PAGE

OURS = ("cms", "sites")
# Who writes rows without a signal, and how readers come to see it: "says so" calls sites.showing.changed itself; "saved
# besides" changes what hangs on a page, settings or a topic saved in the same request; "unseen" is on no page.
WITHOUT_SIGNALS = {
    "cms/articles/related.py": "says so",
    "cms/articles/safety.py": "saved besides",
    "cms/booking/counting.py": "unseen",
    "cms/booking/models.py": "saved besides",
    "cms/booking_requests/letters.py": "unseen",
    "cms/booking_requests/purging.py": "unseen",
    "cms/booking_requests/receiving.py": "unseen",
    "cms/booking_requests/rotation.py": "unseen",
    "cms/comments/carrying.py": "saved besides",
    "cms/comments/deciding.py": "says so",
    "cms/comments/letters.py": "unseen",
    "cms/comments/persons.py": "says so",
    "cms/comments/purging.py": "says so",
    "cms/comments/shortening.py": "says so",
    "cms/desk/calendar/feeds.py": "unseen",
    "cms/link_checks/noticing.py": "unseen",
    "cms/link_checks/rounds.py": "unseen",
    "cms/link_checks/screens.py": "unseen",
    "cms/link_checks/telling.py": "unseen",
    "cms/media/renditions.py": "saved besides",
    "cms/media/sizes_due.py": "unseen",
    "cms/reading/card_making.py": "says so",
    "cms/reading/indexing.py": "unseen",
    "cms/redirects/following.py": "unseen",
    "cms/reviewing/due.py": "unseen",
    "sites/keeping/daily.py": "unseen",
    "sites/keeping/reaping.py": "unseen",
    "sites/membership.py": "unseen",
    "sites/models/approval.py": "unseen",
    "sites/postgresql/searching.py": "unseen",
    "sites/provisioning.py": "saved besides",
    "sites/showing.py": "unseen",
    "sites/signin/second_factor.py": "unseen",
    "sites/signin/sessions.py": "unseen",
    "sites/signin/tickets.py": "unseen",
    "sites/visits/visiting.py": "unseen",
}
WRITES = {"update", "bulk_create", "bulk_update"}


def test_every_model_of_ours_is_shown_or_not():
    pages = {model._meta.label for model in get_page_models()}
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith(OURS)}
    tables = [pages, ON_EVERY_PAGE, BY_ITSELF, NOT_SHOWN]
    assert sum(map(len, tables)) == len(set().union(*tables)), "a model stands in two tables"
    assert ours - set().union(*tables) == set()


def test_nothing_writes_past_the_signals_without_being_listed():
    """A dictionary's ``update`` takes one argument without a name; a queryset's has names only."""
    found = set()
    for folder in OURS:
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py"):
            if "migrations" not in path.parts and "demo" not in path.parts and _writes(ast.parse(path.read_text())):
                found.add(str(path.relative_to(settings.BASE_DIR)))
    assert found == set(WITHOUT_SIGNALS)


def test_who_says_so_does():
    for path, how in WITHOUT_SIGNALS.items():
        text = (Path(settings.BASE_DIR) / path).read_text()
        assert bool(re.search(r"\b(show_)?changed\(", text)) is (how == "says so") or path == "sites/showing.py", path


def _writes(tree) -> bool:
    return any(_is_writing(node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _is_writing(call) -> bool:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITES:
        return False
    is_context = isinstance(call.func.value, ast.Name) and call.func.value.id == "context"
    return not is_context and bool(call.keywords or call.func.attr != "update")
