"""What the crawl needs: two full practices, an empty cache, and silence about answers that are refused on purpose."""

import logging
from unittest.mock import Mock

import pytest
from django.core.cache import cache

from .world import build_world


@pytest.fixture(autouse=True)
def _quiet(db):
    """Thousands of answers are 404 here; each would be a line of the log."""
    cache.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
    cache.clear()


@pytest.fixture
def world(db, settings, monkeypatch):
    """Practice A, from whose side the crawl comes, and practice B, which it must not meet."""
    # Letters about forgotten passwords are written after the answer, as in the product; here never: they go to B.
    settings.LETTERS_IN_THREAD = True
    monkeypatch.setattr("sites.signin.letters.Timer", Mock())
    return build_world()
