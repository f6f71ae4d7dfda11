"""What the crawl needs: two full practices, an empty cache, and silence about answers that are refused on purpose."""

import logging
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.db import connection

from sites.scoping import Kind, current_scope

from .world import build_world


@pytest.fixture(autouse=True, scope="module")
def _the_test_itself_sees_every_row(request):
    """Outside any request a test looks at what is stored; on PostgreSQL row security would hide it from the test.

    Not where row security is what is tested. What a request does without a scope raises on both databases.
    """
    if connection.vendor != "postgresql" or "row_security" in request.module.__name__:
        yield
        return
    from sites.postgresql import base

    real = base.what_to_tell
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "what_to_tell", lambda: ("all", "") if current_scope().kind is Kind.UNSET else real())
        yield


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
