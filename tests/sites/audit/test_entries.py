"""What the log keeps, whose it is, and that nothing changes it: not Python, not SQL, not a flush by mistake."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sites.audit.models import AuditEntry, CannotBeEdited
from sites.audit.origin import Origin, coming_from
from sites.audit.recording import record
from sites.models import User
from sites.scoping import ScopeNotSet, across_practices, at_installation, in_practice


@pytest.fixture
def entry(alder, birch) -> AuditEntry:
    """One entry of A beside one of B."""
    with in_practice(birch.practice):
        record("people.role", by=birch.owner, subject=birch.editor, role="owner")
    with in_practice(alder.practice), coming_from(Origin("web", "192.0.2.0/24")):
        return record("people.role", by=alder.owner, subject=alder.editor, kind="person", role="owner")


def told(entry) -> dict:
    names = ["position", "actor_name", "actor_role", "action", "subject_type", "title", "details", "address", "source"]
    return {name: getattr(entry, name) for name in names}


def last(practice) -> AuditEntry:
    return AuditEntry.everywhere.of_practice(practice.pk).order_by("-position").first()


def test_an_entry_says_who_did_what_to_what_from_where(entry, alder):
    before = AuditEntry.everywhere.of_practice(alder.practice.pk).count()
    assert told(AuditEntry.everywhere.get(pk=entry.pk)) == {
        "position": before,
        "actor_name": "Owner Alder",
        "actor_role": "owner",
        "action": "people.role",
        "subject_type": "person",
        "title": "Editor Alder",
        "details": {"role": "owner"},
        "address": "192.0.2.0/24",
        "source": "web",
    }
    assert timezone.now() - entry.moment < timedelta(minutes=1)


def test_each_scope_sees_its_own_entries(entry, alder, birch, operator):
    with at_installation():
        record("signin.entered", by=operator)
        assert {one.practice_id for one in AuditEntry.objects.all()} == {None}
    for place in (alder, birch):
        with in_practice(place.practice):
            assert {one.practice_id for one in AuditEntry.objects.all()} == {place.practice.pk}
    with pytest.raises(ScopeNotSet):
        AuditEntry.objects.count()


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(title="Nothing"),
        lambda entry: AuditEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.everywhere.filter(pk=entry.pk).delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["title"]),
        lambda entry: AuditEntry.objects.bulk_create([AuditEntry(action="x")]),
        lambda entry: AuditEntry.objects.update_or_create(pk=entry.pk, defaults={"title": "Nothing"}),
    ],
)
def test_python_refuses_every_change(change, entry):
    with across_practices():
        entry.title = "Nothing happened"
        with pytest.raises(CannotBeEdited, match="cannot be edited"):
            change(entry)
    assert AuditEntry.everywhere.get(pk=entry.pk).title == "Editor Alder"


RAW = [
    "UPDATE audit_auditentry SET title = 'Nothing' WHERE id = %s",
    "UPDATE audit_auditentry SET actor_id = NULL WHERE id = %s",
    "DELETE FROM audit_auditentry WHERE id = %s",
]
REPLACING = "INSERT OR REPLACE INTO audit_auditentry SELECT * FROM audit_auditentry WHERE id = %s"


@pytest.mark.parametrize("sql", [*RAW, REPLACING])
def test_the_database_refuses_every_change(sql, entry):
    if sql == REPLACING and connection.vendor != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    with pytest.raises(DatabaseError, match="cannot be edited"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [entry.pk])
    assert AuditEntry.everywhere.get(pk=entry.pk).title == "Editor Alder"


def test_an_account_that_goes_leaves_its_entries_as_they_were(entry, alder):
    number = alder.owner.pk
    with across_practices():
        User.everyone.get(pk=number).delete()
    kept = AuditEntry.everywhere.get(pk=entry.pk)
    assert (kept.actor_id, kept.actor_name, kept.seal) == (number, "Owner Alder", entry.seal)


def test_a_practice_with_a_log_can_not_be_deleted(entry, alder):
    from django.db.models import ProtectedError

    with across_practices(), pytest.raises(ProtectedError):
        alder.practice.delete()


def test_long_titles_and_nul_do_not_break_the_log(alder, birch):
    with in_practice(alder.practice):
        entry = record("people.role", title="\0" + "a" * 900, note="b" * 900)
    kept = AuditEntry.everywhere.get(pk=entry.pk)
    assert (kept.title, kept.details) == ("a" * 500, {"note": "b" * 500})
