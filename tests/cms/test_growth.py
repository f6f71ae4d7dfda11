"""Nothing grows with the number of practices: each piece of work asks as many questions among 30 as alone.

The others are made as load tests make ten thousand (tests/load/multiplying.py); CPU is measured there, on PostgreSQL.
"""

from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from treebeard.mp_tree import MP_Node
from wagtail.models import Collection

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from sites.ownership import belonging_of, is_owned
from sites.row_security import tables
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_offer, make_picture, make_profile
from tests.conftest import open_with_people, reader, signed_in
from tests.isolation.forms import forms_in
from tests.isolation.invariant import Database
from tests.load.many_practices import FIRST, SLUG
from tests.load.multiplying import EXCEPTIONS, base36, multiplied, multiply, number_from

COPIES = 29


def test_every_owned_table_is_multiplied_or_excepted():
    left_out = {model._meta.label for model in tables().values() if is_owned(model)} - {
        model._meta.label for model in multiplied().values()
    }
    assert left_out <= set(EXCEPTIONS)
    for label in EXCEPTIONS:
        assert any(model._meta.label == label and belonging_of(model) for model in tables().values())


def test_steps_are_counted_as_treebeard_counts_them():
    for number in (1, 35, 36, 46_656):
        assert base36(number) == MP_Node._int2str(number).rjust(4, "0")


@pytest.fixture
def first(db):
    """A practice with everything that an article can point at, numbered so that it can be multiplied."""
    with across_practices():
        number_from(FIRST)
        world = open_with_people(SLUG, f"The rooms of {SLUG}")
    with in_practice(world.practice):
        ada, picture = make_profile("Ada Quill"), make_picture()
        make_offer("A talk", practitioners=[ada])
        FaqEntry.objects.create(question="Is it far?", answer="<p>No.</p>")
        earlier = make_article("Sleeping badly", authors=[ada], listing_image=picture)
        link = [{"paragraph": "See [it](article:it)."}, {"faq": [{"question": "Far?", "answer": "No."}]}]
        make_article("Sleeping well", link[:1], resolve=lambda kind, name: earlier, authors=[ada])
    return world


def works(world) -> dict:
    """Each piece of work, asked once, by its name."""
    practice = world.practice
    with in_practice(practice):
        index, article = ArticleIndexPage.objects.get(), ArticlePage.objects.get(title="Sleeping well")
    editor, read = signed_in(world.owner, practice), reader(practice)
    edit, explorer = f"/admin/pages/{article.pk}/edit/", f"/admin/pages/{index.pk}/"
    form = form_of(editor.get(edit), practice)
    return {
        "article": lambda: read.get(article.url_path.replace(f"/{SLUG}", "", 1)),
        "search": lambda: read.get("/search/", {"q": "sleeping"}),
        "sitemap": lambda: read.get("/sitemap-1.xml"),
        "explorer": lambda: editor.get(explorer),
        "explorer's search": lambda: editor.get(explorer, {"q": "sleeping"}),
        "editor": lambda: editor.get(edit),
        "page chooser": lambda: editor.get("/admin/choose-page/"),
        "image chooser": lambda: editor.get("/admin/images/chooser/"),
        "people": lambda: editor.get("/admin/practice/people/"),
        "first page": lambda: editor.get("/admin/"),
        "draft": lambda: editor.post(edit, form),
        "submit or publish": lambda: editor.post(edit, {**form, "action-publish": "action-publish"}),
    }


def form_of(response, practice) -> dict:
    with in_practice(practice):
        forms = forms_in(SimpleNamespace(response=response, html=response.text))
    return max((form for form in forms if form.method == "POST"), key=lambda form: len(form.fields)).data()


def numbers_of_queries(world) -> dict[str, int]:
    found, table = {}, works(world)
    for ask in table.values():  # what a process keeps is filled, and there is a draft and an entry of each kind
        ask()
    for name, ask in table.items():
        caches["renditions"].clear()
        with CaptureQueriesContext(connection) as queries:
            status = ask().status_code
        assert status in (200, 302), (name, status)
        found[name] = len(queries)
    return found


def test_among_thirty_each_piece_of_work_asks_what_it_asks_alone(first, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        alone = numbers_of_queries(first)
        with across_practices():
            multiply(COPIES)
        assert numbers_of_queries(first) == alone


def test_copies_are_whole_and_apart(first):
    with across_practices():
        multiply(COPIES)
        connection.check_constraints()
        assert [BasePage.find_problems(), Collection.find_problems()] == [([], [], [], [], [])] * 2
        assert Database().crossings() == []
    host = f"practice-{COPIES:05}.anteroom.localhost"
    page = Client(headers={"host": host}).get("/articles/sleeping-well/")
    assert page.status_code == 200
    assert "/articles/sleeping-badly/" in page.text
    assert SLUG not in page.text
    with across_practices():
        assert BookingOffer.objects.filter(slug="a-talk").count() == COPIES + 1
