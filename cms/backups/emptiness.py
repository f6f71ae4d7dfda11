"""Whether an installation is empty, so that nothing can be overwritten; and making room where only migrations ran."""

from pathlib import Path

from django.core.files.storage import default_storage

from sites.models import Practice, User
from sites.scoping import across_practices

from .layout import CannotGoOn

REFUSED = "This installation is not empty: {what}. A backup is restored into an empty one only, so nothing was changed."
FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"""


def check(database):
    """Raises CannotGoOn where there are practices, people or files. What ``migrate`` makes by itself may be there."""
    if database.vendor == "sqlite":
        Path(database.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    with across_practices():
        tables = set(database.introspection.table_names())
        for model, what in ((Practice, "it has practices"), (User, "it has accounts")):
            if model._meta.db_table in tables and model._base_manager.exists():
                raise CannotGoOn(REFUSED.format(what=what))
        if tables and Practice._meta.db_table not in tables:
            raise CannotGoOn(REFUSED.format(what="its database holds tables of something else"))
    try:
        folders, files = default_storage.listdir("")
    except FileNotFoundError:
        return
    if folders or files:
        raise CannotGoOn(REFUSED.format(what="its media storage holds files"))


def empty(database):
    """Take away the tables that ``migrate`` has made. SQLite's file is replaced as a whole."""
    if database.vendor == "sqlite":
        return
    with across_practices(), database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {database.ops.quote_name(table)} CASCADE")
        cursor.execute(FUNCTIONS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION IF EXISTS {function} CASCADE")
