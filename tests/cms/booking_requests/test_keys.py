"""The keys that seal requests: what the environment may say, and a process that has none."""

import base64
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.booking_requests.keys import BadKeys, kept_in, key_ring, new_key

ROOT = Path(__file__).parents[3]
GOOD = base64.b64encode(b"k" * 32).decode()
SHORT = base64.b64encode(b"k" * 16).decode()


def test_keys_are_read_in_their_order():
    written = f" new:{GOOD} , 2025-01-31:{base64.b64encode(b'o' * 32).decode()} "
    assert list(key_ring(written).items()) == [("new", b"k" * 32), ("2025-01-31", b"o" * 32)]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "REQUEST_KEYS is not set."),
        (" , ", "REQUEST_KEYS is not set."),
        (GOOD, "each key is written “name:key”"),
        (f"A Name:{GOOD}", "each key is written “name:key”"),
        (f"a.b:{GOOD}", "each key is written “name:key”"),
        (f"{'a' * 33}:{GOOD}", "each key is written “name:key”"),
        (f"a:{GOOD},a:{GOOD}", "two keys are named “a”"),
        (f"a:{SHORT}", "the key “a” has 16 bytes and needs 32"),
        ("a:not base64!", "the key “a” is not written in base64"),
        ("a:", "the key “a” has 0 bytes and needs 32"),
    ],
)
def test_what_is_no_ring_of_keys_is_refused_with_a_sentence_that_holds_no_key(written, sentence):
    with pytest.raises(BadKeys) as refused:
        key_ring(written)
    assert sentence in str(refused.value)
    assert GOOD not in str(refused.value)
    assert SHORT not in str(refused.value)


def test_a_new_key_can_be_read_and_is_another_each_time():
    first, second = key_ring(new_key("a")), key_ring(new_key("a"))
    assert list(first) == ["a"]
    assert first != second
    assert len(key_ring(new_key())) == 1


def test_a_file_of_keys_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "data" / "request-keys"
    made = kept_in(path)
    assert key_ring(made)
    assert kept_in(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["request-keys"]


# --- real processes ---


def start(*command, **environment):
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "LANG")}
    settings = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "SECRET_KEY": "s" * 50,
        "INSTALLATION_DOMAIN": "anteroom.example",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env={**clean, **settings, **environment}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def test_a_key_is_made_without_any_settings():
    made = start("-m", "cms.booking_requests.keys", DJANGO_SETTINGS_MODULE="no.such.settings")
    assert (made.returncode, made.stderr) == (0, "")
    assert len(key_ring(made.stdout)) == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("manage.py", "migrate"), 1),
        (("manage.py", "serve"), 1),
    ],
)
def test_without_a_key_no_process_starts_and_each_says_why(command, code):
    stopped = start(*command)
    assert stopped.returncode == code
    assert (
        "ImproperlyConfigured: REQUEST_KEYS is not set. Without a key no booking request can be sealed. Make one "
        in (stopped.stderr)
    )


def test_with_a_broken_key_it_says_which(tmp_path):
    stopped = start("manage.py", "check", REQUEST_KEYS=f"main:{SHORT}", ANTEROOM_DATA_DIR=str(tmp_path))
    assert stopped.returncode == 1
    assert "the key “main” has 16 bytes and needs 32" in stopped.stderr
    assert SHORT not in stopped.stderr


def test_with_a_key_it_starts(tmp_path):
    started = start("manage.py", "check", REQUEST_KEYS=f"main:{GOOD}", ANTEROOM_DATA_DIR=str(tmp_path))
    assert (started.returncode, started.stdout) == (0, "System check identified no issues (1 silenced).\n")
