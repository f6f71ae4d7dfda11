"""Each test begins with an empty cache: rows are rolled back, what the cache knows of them is not."""

import pytest
from django.core.cache import caches

from cms.booking.models import BookingOffer


@pytest.fixture(autouse=True)
def _empty_cache():
    caches["renditions"].clear()


@pytest.fixture
def offers(at_alder):
    """The practice's offers, without the one that provisioning gave."""
    BookingOffer.objects.all().delete()

    def make(name, **fields):
        return BookingOffer.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)

    return make
