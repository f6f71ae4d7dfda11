"""The load tests judge rightly what they have seen."""

from types import SimpleNamespace

import pytest

from tests.load import at_work, needed, watching


def test_memory_is_flat_or_grows():
    moments = range(0, 3600, 10)
    assert watching.judged([100 + at % 3 for at in moments])[0]
    assert not watching.judged([100 + at / 500 for at in moments])[0], "7 MB in an hour"
    assert watching.judged([min(150, 50 + at) for at in moments])[0], "it filled up at first"


def test_errors_are_found_in_logs_of_both_kinds(tmp_path):
    log = tmp_path / "serve.log"
    log.write_text('{"level": "INFO", "message": "ERROR"}\n{"level": "ERROR", "message": "broke"}\n[error] 7#7: no\n')
    assert len(watching.errors_in([log])) == 2


def test_what_was_lost_and_what_is_there_twice(alder, monkeypatch):
    monkeypatch.setattr(at_work, "STORED", {"draft": lambda practice: {"a": 1, "b": 2, "c": 0}})
    sent = [SimpleNamespace(kind="draft", mark=mark, is_taken=mark != "b") for mark in "abc"]
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    lost, doubled = at_work.lost_and_doubled(alder.practice, sent)
    assert ([one.mark for one in lost], doubled) == (["c"], ["b"])


def test_what_is_missing_is_named_before_anything_is_prepared(monkeypatch, tmp_path):
    (tmp_path / "nginx").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    needed.need("nginx")
    with pytest.raises(SystemExit, match=r"apt-get install redis-server wrk$"):
        needed.need("wrk", "nginx", "redis-server")
