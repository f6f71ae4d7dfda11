"""A visit to A that is going on, beside a practice B."""

import pytest
from django.core import mail

from sites.scoping import in_practice
from sites.visits.models import OperatorVisit
from tests.building import make_article
from tests.conftest import signed_in
from tests.sites.practices import operators_browser
from tests.sites.visits.words import WHY, begin_url


@pytest.fixture
def visit(alder, birch, operator, django_capture_on_commit_callbacks) -> OperatorVisit:
    """A visit to A, begun in the browser; the letters have gone."""
    with in_practice(birch.practice):
        make_article("Zinnia draft", live=False)
    with in_practice(alder.practice):
        make_article("Aster draft", live=False)
    client = operators_browser(operator)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(begin_url(alder), {"reason": WHY, "minutes": "30"})
    assert (response.status_code, response.url) == (302, begin_url(alder))
    assert alder.practice.admin_url in client.get(begin_url(alder)).text
    return OperatorVisit.everywhere.get()


@pytest.fixture
def visitor(visit, operator, alder):
    """The operator's browser at A's work address."""
    return signed_in(operator, alder.practice)
