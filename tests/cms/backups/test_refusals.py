"""What is no whole backup, does not fit, or would overwrite something is refused, and changes nothing."""

import io
import json
import subprocess
import tarfile

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField

from cms.backups import emptiness, making, named_files, places
from cms.backups.layout import CannotGoOn, safe_name
from cms.backups.making import back_up
from cms.backups.restoring import check_sums, restore
from cms.backups.snapshots import snapshot
from cms.media.models import PracticeImage
from sites.scoping import across_practices, in_practice
from tests.building import make_picture
from tests.cms.backups.conftest import an_empty_place


def quiet(sentence):
    """Nobody reads it."""


@pytest.fixture
def backup(small, tmp_path):
    back_up(places.Folder(tmp_path / "backup"), tmp_path, quiet)
    return tmp_path / "backup"


def changed(backup, **values):
    path = backup / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def newer(backup):
    changed(backup, migrations=[["articles", "9999_of_tomorrow"]], version="9.0")


def of_another_engine(backup):
    changed(backup, engine="oracle")


def of_another_form(backup):
    changed(backup, format=2)


def without_a_manifest(backup):
    (backup / "manifest.json").unlink()


def a_changed_file(backup):
    next(path for path in (backup / "media").rglob("*") if path.is_file()).write_bytes(b"x")


def a_missing_file(backup):
    next(path for path in (backup / "media").rglob("*") if path.is_file()).unlink()


def changed_sums(backup):
    (backup / "SHA256SUMS").write_text("0  ../../etc/passwd\n")


REFUSALS = {
    newer: "newer than this one",
    of_another_engine: "This backup is of oracle",
    of_another_form: "newer version of this program",
    without_a_manifest: "is no whole backup",
    a_changed_file: "is not as it was",
    a_missing_file: "is missing from the backup",
    changed_sums: "SHA256SUMS is not as it was",
}


def test_what_is_refused_when_restoring(backup, tmp_path, settings):
    """One installation for all: what is refused has changed nothing."""
    with pytest.raises(CommandError, match="is not empty: it has practices"):
        call_command("restore", str(backup))
    kept = {path: path.read_bytes() for path in backup.rglob("*") if path.is_file()}
    with an_empty_place(tmp_path, settings):
        for spoil, words in REFUSALS.items():
            spoil(backup)
            with pytest.raises(CannotGoOn, match=words):
                restore(backup, quiet)
            assert "practices_practice" not in connection.introspection.table_names()
            for path, content in kept.items():
                path.write_bytes(content)
        default_storage.save("something", io.BytesIO(b"x"))
        with pytest.raises(CannotGoOn, match="its media storage holds files"):
            restore(backup, quiet)
        default_storage.delete("something")
        settings.REQUEST_KEYS = {"tests": b"another key of thirty-two bytes."}
        settings.SECRET_KEY = "another"
        warnings = " ".join(restore(backup, quiet))
        for words in (
            "needs these keys in REQUEST_KEYS: tests.",
            "another one of the same name",
            "SECRET_KEY is another",
        ):
            assert words in warnings


def test_an_older_backup_is_migrated_and_an_installation_that_only_migrated_is_empty(backup, tmp_path, settings):
    with an_empty_place(tmp_path, settings), across_practices():
        restore(backup, quiet)
        call_command("migrate", "keeping", "zero", verbosity=0)
        back_up(places.Folder(tmp_path / "older"), tmp_path, quiet)
    with an_empty_place(tmp_path / "again", settings), across_practices():
        call_command("migrate", "sessions", verbosity=0)
        with pytest.raises(CannotGoOn, match="tables of something else"):
            restore(tmp_path / "older", quiet)
    with an_empty_place(tmp_path / "third", settings):
        restore(tmp_path / "older", quiet)
        assert "keeping_periodicrun" in connection.introspection.table_names()


def test_what_migrations_make_by_themselves_is_empty(own_database, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    emptiness.check(connection)
    emptiness.empty(connection)
    assert connection.vendor == "sqlite" or connection.introspection.table_names() == []


def test_a_half_backup_has_no_name_and_a_folder_that_is_full_is_left_alone(own_database, tmp_path, monkeypatch):
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").touch()
    with pytest.raises(CommandError, match="is not empty"):
        call_command("back_up", str(full))
    monkeypatch.setattr(making._Making, "_put_database", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        call_command("back_up", str(tmp_path / "half"))
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["full"]


def test_a_file_that_goes_while_files_are_copied_is_gone_at_the_next_moment(small, tmp_path, monkeypatch):
    moments = []

    def take(folder):
        with in_practice(small.practice):
            if not moments:
                picture = make_picture("Comes and goes")
            moments.append(snapshot(folder))
            if len(moments) == 1:
                picture.delete()
        return moments[-1]

    monkeypatch.setattr(making, "snapshot", take)
    manifest = back_up(places.Folder(tmp_path / "backup"), tmp_path, quiet)
    with across_practices():
        assert (len(moments), manifest.rows["media_practiceimage"]) == (2, PracticeImage._base_manager.count())
    assert manifest.lost == []


def test_a_pipe_carries_the_same_and_what_was_lost_before_is_named_and_stops_nothing(small, tmp_path):
    default_storage.delete(small.picture.file.name)
    stream = io.BytesIO()
    manifest = back_up(places.Pipe(stream), tmp_path, quiet)
    assert manifest.lost == [small.picture.file.name]
    stream.seek(0)
    with tarfile.open(fileobj=stream) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    check_sums(tmp_path / "unpacked", manifest)
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=tmp_path / "unpacked", check=False)
    assert done.returncode == 0


def test_every_file_field_is_looked_into():
    assert named_files.fields_elsewhere() == []
    fields = [field for model in apps.get_models() for field in model._meta.local_concrete_fields]
    assert len(named_files.columns()) >= sum(isinstance(field, FileField) for field in fields) - 3
    tables = {table for table, _ in named_files.columns()}
    assert {
        "media_practiceimage",
        "media_practicedocument",
        "media_practicerendition",
        "articles_articlepage",
    } <= tables


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "a\nb", "a\\b", ""])
def test_no_name_leads_out_of_its_folder(name):
    with pytest.raises(CannotGoOn):
        safe_name(name)
