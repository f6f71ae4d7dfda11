"""The keys that seal requests: read from the environment, and made by ``python -m cms.booking_requests.keys``.

Nothing but the standard library is needed here, so that a key can be made before there are any settings.
"""

import base64
import binascii
import os
import re
import secrets
import sys
from datetime import date
from pathlib import Path

KEY_BYTES = 32  # AES-256
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
HOW = (
    "Make one with “python -m cms.booking_requests.keys” and set REQUEST_KEYS to what it prints. "
    "Keep it as safe as the database, and apart from it."
)


class BadKeys(ValueError):
    """REQUEST_KEYS is missing, or is no list of keys. The message is a sentence for whoever starts the process."""


def key_ring(written: str) -> dict[str, bytes]:
    """The keys by their names, in order: the first one seals, all of them open.

    ``written`` is ``name:key,name:key``, each key 32 bytes in base64. Raises BadKeys; a key itself is never in the
    message.
    """
    ring: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        name, colon, key = part.partition(":")
        if not colon or not NAME.fullmatch(name):
            raise BadKeys(f"REQUEST_KEYS: each key is written “name:key”, the name in small letters and digits. {HOW}")
        if name in ring:
            raise BadKeys(f"REQUEST_KEYS: two keys are named “{name}”. Give each a name of its own.")
        ring[name] = _bytes_of(name, key)
    if not ring:
        raise BadKeys(f"REQUEST_KEYS is not set. Without a key no booking request can be sealed. {HOW}")
    return ring


def _bytes_of(name: str, key: str) -> bytes:
    try:
        found = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadKeys(f"REQUEST_KEYS: the key “{name}” is not written in base64. {HOW}") from error
    if len(found) != KEY_BYTES:
        raise BadKeys(f"REQUEST_KEYS: the key “{name}” has {len(found)} bytes and needs {KEY_BYTES}. {HOW}")
    return found


def new_key(name: str = "") -> str:
    """A new key as ``name:key``. Without a name it is named after the day and two random letters or digits."""
    name = name or f"{date.today():%Y-%m-%d}-{secrets.token_hex(1)}"
    return f"{name}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def kept_in(path: Path) -> str:
    """What is written in a file of keys, which is made with a new key where there is none. For the demonstration."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(new_key(), encoding="ascii")
        try:
            os.link(draft, path)  # whole or not at all, and the first of two processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


if __name__ == "__main__":
    sys.stdout.write(f"{new_key()}\n")
