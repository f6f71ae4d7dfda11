"""``migrate`` runs while the version before still serves: expand, migrate, contract (docs/upgrades.md)."""

import pytest
from django.apps import apps
from django.db import OperationalError, connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from .linting import complaints, statements_of, without_a_server

# The last migration of each app on the day when this began. No installation had run them before; new ones are read.
BEFORE = {
    "practices": "0006",
    "audit": "0002",
    "keeping": "0001",
    "signin": "0002",
    "visits": "0001",
    "article_check": "0001",
    "articles": "0006",
    "booking": "0005",
    "booking_requests": "0001",
    "comments": "0001",
    "desk": "0001",
    "faq": "0001",
    "link_checks": "0001",
    "media": "0003",
    "pages": "0006",
    "people": "0002",
    "reading": "0002",
    "redirects": "0001",
    "reviewing": "0001",
    "site_pages": "0005",
}
# What is complained of and right all the same: the migration, the codes, and why nobody is kept waiting or broken.
WAIVED: dict[str, tuple[set[str], str]] = {}


def new_ones() -> list[tuple[str, str]]:
    """Migrations of our own apps that are not in BEFORE."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(("cms.", "sites"))}
    return sorted(
        (app, name)
        for app, name in MigrationLoader(None).disk_migrations
        if app in ours and name[:4] > BEFORE.get(app, "0000")
    )


@pytest.mark.django_db
@pytest.mark.parametrize("node", new_ones(), ids="-".join)
def test_a_new_migration_leaves_the_version_before_at_work(node):
    found = MigrationLoader(None)
    # Where a constraint has to be looked up by its fields, only the run on PostgreSQL knows its name.
    at = connection if connection.vendor == "postgresql" else without_a_server()
    try:
        codes = complaints(statements_of(found.graph.nodes[node], found.project_state(node, at_end=False), at))
    except OperationalError:
        pytest.skip("its SQL can be made on PostgreSQL only")
    assert codes - WAIVED.get(".".join(node), (set(), ""))[0] == set(), "docs/upgrades.md says how"


def test_what_is_waived_is_there_and_says_why():
    known = {".".join(node) for node in new_ones()}
    assert {name for name, (codes, why) in WAIVED.items() if name not in known or not codes or not why} == set()


# --- that it catches what breaks ---


def state() -> ProjectState:
    """One table, ``x_thing`` with a title."""
    fields = [("id", models.BigAutoField(primary_key=True)), ("title", models.CharField(max_length=9))]
    found = ProjectState()
    found.add_model(ModelState("x", "Thing", fields))
    return found


def field(**options) -> models.Field:
    return models.IntegerField(**options)


AN_INDEX = models.Index(fields=["title"], name="x_title")
UNIQUE = models.UniqueConstraint(fields=["title"], name="x_unique")


@pytest.mark.parametrize(
    ("operation", "codes"),
    [
        (migrations.AddField("thing", "size", field(default=1)), {"NOT_NULL"}),
        (migrations.AddField("thing", "size", field(default=1), preserve_default=False), {"NOT_NULL"}),
        (migrations.RemoveField("thing", "title"), {"DROP_COLUMN"}),
        (migrations.RenameField("thing", "title", "name"), {"RENAME_COLUMN"}),
        (migrations.RenameModel("Thing", "Other"), {"RENAME_TABLE"}),
        (migrations.DeleteModel("Thing"), {"DROP_TABLE"}),
        (migrations.AlterField("thing", "title", models.TextField()), {"ALTER_COLUMN"}),
        (migrations.AddConstraint("thing", UNIQUE), {"ADD_UNIQUE"}),
        (migrations.AddIndex("thing", AN_INDEX), {"CREATE_INDEX"}),
        # What the version before does not notice:
        (migrations.AddField("thing", "size", field(null=True)), set()),
        (migrations.AddField("thing", "size", field(db_default=1)), set()),
        (migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))]), set()),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), set()),
    ],
)
def test_it_catches_what_breaks_the_version_that_serves(operation: Operation, codes):
    migration = migrations.Migration("0002_x", "x")
    migration.operations = [operation]
    assert complaints(statements_of(migration, state(), without_a_server())) == codes
