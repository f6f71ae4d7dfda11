"""Tampering past the triggers shows: the seals of one practice's log hang together."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from sites.audit import chain
from sites.audit.models import AuditEntry
from sites.audit.recording import record
from sites.audit.refusing import may_be_emptied, set_up
from sites.scoping import in_practice


@pytest.fixture
def logs(alder, birch):
    """Four more entries at A, written in turn with four at B."""
    for number in range(4):
        for place in (alder, birch):
            with in_practice(place.practice):
                record("people.role", by=place.owner, subject=place.editor, turn=number, list=[1, {"b": 2, "a": 1.5}])
    return alder, birch


@pytest.fixture
def forger(db):
    """Runs SQL as somebody who may drop triggers: the database's owner."""
    dropping = {
        "sqlite": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete", "DROP TRIGGER audit_no_replace"],
        "postgresql": ["DROP TRIGGER audit_no_change ON audit_auditentry"],
    }[connection.vendor]

    def run(sql, *params):
        with connection.cursor() as cursor:
            for statement in dropping:
                cursor.execute(statement)
            cursor.execute(sql, params)
        set_up(connection)

    return run


def entries(place):
    return AuditEntry.everywhere.of_practice(place.practice.pk)


def faults(place) -> list[str]:
    return list(chain.faults(entries(place)))


def last(place) -> AuditEntry:
    return entries(place).order_by("-position").first()


def test_positions_count_each_practices_entries_without_a_gap(logs):
    for place in logs:
        positions = list(entries(place).order_by("pk").values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))
        assert len(positions) >= 4
        assert faults(place) == []


def test_a_changed_entry_does_not_fit_its_seal(logs, forger):
    alder, birch = logs
    one = last(alder)
    forger("UPDATE audit_auditentry SET actor_name = 'Somebody else' WHERE id = %s", one.pk)
    assert faults(alder) == [f"Entry {one.position} of {one.moment:%Y-%m-%d %H:%M} does not fit its seal."]
    assert faults(birch) == []


def test_an_entry_that_was_taken_out_is_missed(logs, forger):
    alder, birch = logs
    place = last(alder).position - 1
    forger("DELETE FROM audit_auditentry WHERE practice_id = %s AND position = %s", alder.practice.pk, place)
    assert faults(alder) == [f"Entries {place} to {place} are missing."]
    assert faults(birch) == []


def test_an_entry_moved_to_another_practice_does_not_fit(logs, forger):
    alder, birch = logs
    end = last(birch).position + 1
    forger(
        "UPDATE audit_auditentry SET practice_id = %s, position = %s WHERE id = %s",
        birch.practice.pk, end, last(alder).pk,
    )  # fmt: skip
    assert len(faults(birch)) == 1


def test_a_new_key_leaves_older_seals_good(logs, settings):
    alder, _ = logs
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-that-nobody-uses-0123456789-abcdef"
    assert faults(alder) == []
    settings.SECRET_KEY_FALLBACKS = []
    assert len(faults(alder)) == entries(alder).count()


def test_the_command_prints_the_heads_and_misses_an_end_that_was_cut_off(logs, forger, tmp_path, capsys):
    alder, _ = logs
    call_command("verify_audit")
    heads = tmp_path / "heads"
    heads.write_text(capsys.readouterr().out)
    lines = heads.read_text().splitlines()
    assert f"alder {last(alder).position} {last(alder).seal}" in lines
    call_command("verify_audit", heads=heads)
    capsys.readouterr()

    cut = last(alder).position
    forger("DELETE FROM audit_auditentry WHERE practice_id = %s AND position = %s", alder.practice.pk, cut)
    call_command("verify_audit")  # the chain alone can not know
    capsys.readouterr()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit", heads=heads)
    assert capsys.readouterr().err.startswith(f"alder: Entry {cut}, which an earlier run printed, is not there")


def test_only_flush_may_empty_the_table(logs):
    alder, _ = logs
    with may_be_emptied("default"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE practice_id = %s", [alder.practice.pk])
    assert entries(alder).count() == 0
    assert AuditEntry.everywhere.count() > 0
