"""Many rows, made cheaply: articles and practices beyond what a test would publish one by one."""

from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Site

from cms.articles.models import ArticlePage
from cms.pages.models import BasePage
from cms.site_pages.models import HomePage
from sites.models import Practice, PracticeHost
from sites.scoping import across_practices


def _as_pages_of(model, rows: list[BasePage], like=None) -> list[int]:
    """Store base rows, and for each the row of its own model: a copy of ``like``'s, or an empty one."""
    made = [row.pk for row in BasePage.objects.bulk_create(rows)]
    own = [field.column for field in model._meta.local_concrete_fields if field.column != "basepage_ptr_id"]
    quoted = ", ".join(connection.ops.quote_name(column) for column in own)
    values = f"SELECT %s, {quoted} FROM {model._meta.db_table} WHERE basepage_ptr_id = %s"  # noqa: S608 (names of our own tables)
    insert = f"INSERT INTO {model._meta.db_table} (basepage_ptr_id, {quoted}) {values}"
    with connection.cursor() as cursor:
        cursor.executemany(insert, [(pk, like.pk) for pk in made])
    return made


def crowd_of_articles(page: ArticlePage, number: int):
    """So many more articles beside this one, with the same body and date."""
    base = BasePage.objects.get(pk=page.pk)
    parent = base.get_parent()
    step, rows = BasePage.steplen, []
    for count in range(1, number + 1):
        row = copy(base)
        row.pk, row.title, row.slug = None, f"One of many {count}", f"many-{count}"
        row._state = type(base._state)()
        row.path = parent.path + BasePage._int2str(500 + count).rjust(step, "0")
        row.url_path = f"{parent.url_path}{row.slug}/"
        row.latest_revision = row.live_revision = None
        row.translation_key = BasePage().translation_key
        rows.append(row)
    _as_pages_of(ArticlePage, rows, like=page)


def crowd_of_practices(number: int):
    """So many more practices, each with its host, its site and a live home page."""
    with across_practices():
        home = HomePage.objects.first()
        practices = Practice.objects.bulk_create(
            [Practice(slug=f"many-{count}", name=f"One of many {count}") for count in range(number)]
        )
        rows = [
            BasePage(
                title=practice.name,
                slug=practice.slug,
                practice=practice,
                path="0001" + BasePage._int2str(5000 + count).rjust(BasePage.steplen, "0"),
                depth=2,
                url_path=f"/{practice.slug}/",
                content_type=ContentType.objects.get_for_model(HomePage),
                locale=home.locale,
                live=True,
            )
            for count, practice in enumerate(practices)
        ]
        homes = _as_pages_of(HomePage, rows, like=home)
        hosts = [practice.installation_host for practice in practices]
        sites = Site.objects.bulk_create(
            [
                Site(hostname=host, port=80, site_name=practice.name, root_page_id=pk)
                for host, practice, pk in zip(hosts, practices, homes, strict=True)
            ]
        )
        for practice, site in zip(practices, sites, strict=True):
            practice.site = site
        Practice.objects.bulk_update(practices, ["site"])
        PracticeHost.objects.bulk_create(
            [
                PracticeHost(practice=practice, host=host, is_primary=True)
                for practice, host in zip(practices, hosts, strict=True)
            ]
        )
