"""For the tests: quick password hashes, mail in memory, plain static files."""

import os
import tempfile

os.environ.setdefault("INSTALLATION_DOMAIN", "anteroom.localhost")
os.environ.setdefault("PUBLIC_SCHEME", "http")
os.environ.setdefault("PUBLIC_PORT", "80")
os.environ.setdefault("SECRET_KEY", "tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-not-a-secret")
os.environ.setdefault("REQUEST_KEYS", "tests:dGVzdHMtb25seS1ub3QtYS1zZWNyZXQtMDEyMzQ1Njc=")
os.environ.setdefault("PERIODIC_IN_PROCESS", "false")
os.environ.setdefault("LOG_FORMAT", "text")

from .base import *  # noqa: F403
from .base import BASE_DIR, DATABASES

PAGE_CACHE = False  # tests that want it switch it on: others want each page as it is now
# A database that was made for the tests must be free to be dropped. tests/sites/test_pool.py has a pool of its own.
DATABASES["default"]["OPTIONS"].pop("pool", None)
LETTERS_IN_THREAD = False  # a test's thread would not see the test's transaction
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
(BASE_DIR / ".test").mkdir(exist_ok=True)
MEDIA_ROOT = tempfile.mkdtemp(prefix="media-", dir=BASE_DIR / ".test")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
