"""The seals of a practice's log: each is a keyed hash over its entry and over the seal before it.

What this proves: whoever changes, takes out or puts in an entry in the database, without knowing SECRET_KEY, leaves a
seal that does not fit. What it does not: entries cut off at the end are only missed by who kept an earlier head
(``verify_audit --heads``), and who has both the key and the database can write the whole log anew.
"""

import json
from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "sites.audit.chain"
# Fields that a seal covers, in this order. A field that is added later must not change older seals.
SEALED = (
    "practice_id",
    "position",
    "actor_id",
    "actor_name",
    "actor_role",
    "action",
    "subject_type",
    "subject_id",
    "title",
    "details",
    "address",
    "source",
)
# Names our use of PostgreSQL's advisory locks: "AUDI" in ASCII.
CHAIN_LOCK = 0x41554449


def hold(practice_id: int | None):
    """Let nobody else write to this practice's log until the transaction ends.

    SQLite needs nothing: transactions begin IMMEDIATE (cms/settings/base.py), so one writes at a time.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CHAIN_LOCK, (practice_id or 0) % 2**31])


def plain(details: dict) -> dict:
    """Details the way they come back from the database."""
    return json.loads(json.dumps(details, cls=DjangoJSONEncoder))


def seal_of(entry, before: str, secret: str | None = None) -> str:
    """The seal of an entry that follows one with the seal ``before``: 64 hexadecimal digits."""
    values = [getattr(entry, name) for name in SEALED]
    moment = entry.moment.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps([before, moment, *values], sort_keys=True, separators=(",", ":"))
    return salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest()


def faults(entries) -> Iterator[str]:
    """Sentences about what does not fit in one practice's entries, which are read in order of position."""
    before, expected = "", 1
    for entry in entries.order_by("position").iterator(chunk_size=500):
        if entry.position != expected:
            yield f"Entries {expected} to {entry.position - 1} are missing."
        elif not _fits(entry, before):
            yield f"Entry {entry.position} of {entry.moment:%Y-%m-%d %H:%M} does not fit its seal."
        before, expected = entry.seal, entry.position + 1


def _fits(entry, before: str) -> bool:
    """Whether the seal was made with the key of today or with one that was used before."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(entry.seal, seal_of(entry, before, secret)) for secret in secrets)
