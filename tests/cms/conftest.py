"""Each test begins with an empty cache: rows are rolled back, what the cache knows of them is not."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
