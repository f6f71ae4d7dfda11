"""Sealing what readers write: AES-256-GCM with a ring of keys, bound to the practice and to the row it stands in.

A sealed text is ``v1.<name of the key>.<nonce and ciphertext>``. What is not part of it but must fit for it to open:
the version, the key's name, the practice, the model and the row's own token.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = "v1"
NONCE_BYTES = 12  # NIST SP 800-38D, section 8.2.2: random 96 bits
# Texts are filled up to the next multiple of this, so that their length says little of what was written.
STEP = 512  # bytes
MARK_PURPOSE = b"anteroom: mark of a contact, 1"


class CannotBeOpened(Exception):
    """A sealed text does not open here: its key is not in the ring, it was changed, or it belongs to another row."""

    def __init__(self, why: str):
        super().__init__(f"Something sealed can not be opened: {why}.")


def first_key() -> str:
    """The name of the key that seals."""
    return next(iter(settings.REQUEST_KEYS))


def seal(content: dict, *, practice_id: int, model: str, token: str) -> str:
    """The content as a text that opens for this row only."""
    name = first_key()
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % STEP)
    nonce = os.urandom(NONCE_BYTES)
    box = AESGCM(settings.REQUEST_KEYS[name]).encrypt(nonce, plain, _bound_to(name, practice_id, model, token))
    return f"{sealed_with(name)}{base64.urlsafe_b64encode(nonce + box).decode()}"


def open_sealed(sealed: str, *, practice_id: int, model: str, token: str) -> dict:
    """What was sealed for this row. Raises CannotBeOpened; never gives back anything that is not the content."""
    version, _, rest = sealed.partition(".")
    name, _, box = rest.partition(".")
    if version != VERSION:
        raise CannotBeOpened("it is not written in a form that is known here")
    key = settings.REQUEST_KEYS.get(name)
    if key is None:
        raise CannotBeOpened(f"the key “{name[:32]}” is not in REQUEST_KEYS")
    try:
        raw = base64.b64decode(box, altchars=b"-_", validate=True)
        plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(name, practice_id, model, token))
        return json.loads(plain)
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise CannotBeOpened("it was changed, or belongs to another row or practice") from error


def sealed_with(name: str) -> str:
    """How every text begins that was sealed with the key of this name."""
    return f"{VERSION}.{name}."


def contact_mark(practice_id: int, contact: str, *, key_name: str = "") -> str:
    """A keyed hash by which one person's requests are found again, in one practice, without opening any.

    ``contact`` is an e-mail address in small letters, or a number as E.164.
    """
    secret = HKDF(hashes.SHA256(), 32, salt=None, info=MARK_PURPOSE).derive(
        settings.REQUEST_KEYS[key_name or first_key()]
    )
    return hmac.new(secret, f"{practice_id}:{contact}".encode(), hashlib.sha256).hexdigest()


def contact_marks(practice_id: int, contact: str) -> list[str]:
    """The contact's marks under every key of the ring: rows that wait for rotation are found as well."""
    return [contact_mark(practice_id, contact, key_name=name) for name in settings.REQUEST_KEYS]


def _bound_to(name: str, practice_id: int, model: str, token: str) -> bytes:
    return json.dumps([VERSION, name, practice_id, model, token]).encode()
