"""Nobody meets anything of the other practice: not in an answer, a letter or a file, and no row of it changes."""

import os

import pytest

from tests.conftest import THOROUGH

from .crawl import crawl
from .people import PEOPLE

pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")

# What the owner's forms must have written, or the crawl would prove nothing: view and table.
WRITTEN_BY_FORMS = [
    ("wagtailadmin_pages:edit", "articles_articlepage"),
    ("wagtailadmin_pages:edit", "site_pages_homepage"),
    ("wagtailadmin_pages:add", "articles_articlepage"),
    ("wagtailadmin_pages:copy", "articles_articlepage"),
    ("wagtailadmin_pages:delete", "pages_basepage"),
    ("wagtailadmin_pages:unpublish", "pages_basepage"),
    ("wagtailadmin_pages:preview_on_edit", "wagtailadmin_formstate"),
    ("wagtailadmin_collections:add", "wagtailcore_collection"),
    ("wagtaildocs:add", "media_practicedocument"),
    ("wagtailimages:add", "media_practiceimage"),
    ("wagtailimages:edit", "media_practiceimage"),
    ("wagtailsnippets_faq_faqentry:edit", "faq_faqentry"),
    ("wagtailsnippets_booking_bookingoffer:add", "booking_bookingoffer"),
    ("wagtailsettings:edit", "site_pages_practicesettings"),
    ("practice_people:edit", "practices_membership"),
    ("wagtail_bulk_action", "pages_basepage"),
]


def report(visitor) -> str:
    """The findings, one a line."""
    return "\n".join(str(finding) for finding in visitor.findings.values())


# All of them, unless fewer are named (CRAWL_AS=editor,anonymous): each takes a minute.
CRAWLING = os.environ.get("CRAWL_AS", ",".join(PEOPLE)).split(",")


@pytest.mark.parametrize("who", [name for name in PEOPLE if name in CRAWLING and name != "owner"])
def test_nobody_meets_anything_of_the_other_practice(who, world, operator):
    visitor = PEOPLE[who](world, operator)
    crawl(visitor)
    assert visitor.asked > 1000
    assert report(visitor) == ""


def test_who_may_do_most_meets_nothing_of_the_other_practice(world, operator):
    visitor = PEOPLE["owner"](world, operator)
    crawl(visitor, thorough=THOROUGH)
    missing = [(view, table) for view, table in WRITTEN_BY_FORMS if table not in visitor.wrote.get(view, ())]
    assert missing == [] or not THOROUGH
    assert report(visitor) == ""
