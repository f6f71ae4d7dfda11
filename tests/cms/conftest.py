"""Each test begins with an empty cache: rows are rolled back, what the cache knows of them is not."""

import pytest
from django.core.cache import caches

from cms.booking.models import BookingOffer
from sites.scoping import in_practice
from tests.building import make_offer

from .leaflets import make_document, show


@pytest.fixture(autouse=True)
def _empty_cache():
    caches["renditions"].clear()


@pytest.fixture
def offers(at_alder):
    """The practice's offers, without the one that provisioning gave."""
    BookingOffer.objects.all().delete()
    return make_offer


@pytest.fixture
def shown(alder, birch):
    """A's document on a live article of A, and the like at B."""
    found = {}
    for at in (alder, birch):
        with in_practice(at.practice):
            found[at.practice.slug] = make_document()
            show(found[at.practice.slug])
    return found


@pytest.fixture
def hidden(alder):
    """A's document that no page shows."""
    with in_practice(alder.practice):
        return make_document("not yet.txt")
