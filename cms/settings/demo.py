"""One process on this machine, over http, with SQLite and files in the data folder. Never for the open internet."""

import os
from pathlib import Path

from cms.booking_requests.keys import kept_in

os.environ.setdefault("INSTALLATION_DOMAIN", "anteroom.localhost")
os.environ.setdefault("PUBLIC_SCHEME", "http")
os.environ.setdefault("PUBLIC_PORT", os.environ.get("PORT", "8000"))
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@anteroom.example")
os.environ.setdefault("SECRET_KEY", "demonstration-only-not-a-secret-0123456789-abcdefghijklmnop")
_data_dir = Path(os.environ.get("ANTEROOM_DATA_DIR") or Path(__file__).resolve().parents[2] / ".demo")
if not os.environ.get("REQUEST_KEYS"):  # each demonstration has a key of its own, made at its first start
    os.environ["REQUEST_KEYS"] = kept_in(_data_dir / "request-keys")
# The demonstration's booking addresses are nobody's; and whoever tries it out contacts no other host.
os.environ.setdefault("LINK_CHECKS", "false")
os.environ.setdefault("LOG_FORMAT", "text")

from .base import *  # noqa: F403
from .base import DATA_DIR

# LOOSENED: in base.py operators can not work without a second factor. Here the printed login alone is enough.
SECOND_FACTOR_FOR_OPERATORS = False

ACCESS_LOG_DAYS = 0  # `run_demo` is the only machine, and keeps none

DATA_DIR.mkdir(parents=True, exist_ok=True)
# Letters are kept as files, so that they can be read without a mail server.
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": DATA_DIR / "mail"},
    }
}
