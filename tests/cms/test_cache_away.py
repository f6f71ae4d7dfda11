"""While Redis is away readers still send what they have to say, and who signs in is asked to come back."""

import pytest
from django.conf import settings as here
from django.test import Client

from tests.load.throw_away import free_port

from .booking_requests.conftest import make_offer, token_for, worked_out
from .booking_requests.conftest import send as send_request
from .booking_requests.conftest import stored as stored_requests
from .comments.conftest import article_at
from .comments.conftest import send as send_comment
from .comments.conftest import stored as stored_comments


@pytest.fixture
def go_away(settings):
    """Called once everything stands: a new practice is told to the cache."""
    address = f"redis://127.0.0.1:{free_port()}/0"
    away = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
    caches = {**here.CACHES, "default": {**away, "KEY_FUNCTION": "sites.cache.scoped_key"}}
    return lambda: setattr(settings, "CACHES", caches)


def test_a_comment_is_taken(alder, caplog, go_away):
    article = article_at(alder.practice)
    go_away()
    assert send_comment(alder.practice, article).status_code == 303
    assert len(stored_comments(alder.practice)) == 1
    assert "Nothing can be counted just now" in caplog.text


def test_a_request_with_its_sum_is_taken(alder, go_away):
    offer = make_offer(alder.practice)
    token = token_for(offer)
    go_away()
    answer = send_request(alder.practice, offer, form_token=token, proof=worked_out(offer, token))
    assert (answer.status_code, len(stored_requests(alder.practice))) == (303, 1)


def test_nobody_signs_in_uncounted_and_is_told_to_come_back(db, go_away):
    go_away()
    client = Client(headers={"host": here.INSTALLATION_DOMAIN}, raise_request_exception=False)
    answer = client.post("/account/login/", {"login": "owner@alder.example", "password": "a-long-enough-password"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "try again in a minute" in answer.text
