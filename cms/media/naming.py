"""What files are called: at random where they lie, by their own name where people see them."""

import re
import secrets
from pathlib import PurePosixPath

LONGEST_STEM = 100
_UNUSUAL = re.compile(r"[^\w .,()&+'’-]")


def new_token() -> str:
    """A name that nobody can guess (128 bits)."""
    return secrets.token_hex(16)


def shown_name(sent_as: str | None, extension: str) -> str:
    """The name that people see and download, with the extension that the content has."""
    stem = PurePosixPath((sent_as or "").replace("\\", "/")).stem
    stem = _UNUSUAL.sub("_", " ".join(stem.split())).strip(" .")[:LONGEST_STEM].strip(" .")
    return f"{stem or 'file'}.{extension}"
