"""Redis is stopped and started: nobody who writes or signs in notices, and limits hold on all the while."""

import shutil
import subprocess

import pytest
from django.conf import settings as here
from django.core.cache import caches
from django.test import Client

from cms.delivery.health import missing_parts
from sites import shared_cache
from sites.models import Practice
from sites.provisioning import open_practice
from tests.conftest import PASSWORD
from tests.load.throw_away import HERE, free_port
from tests.own_database import until

from .booking_requests.conftest import make_offer, token_for, worked_out
from .booking_requests.conftest import send as send_request
from .booking_requests.conftest import stored as stored_requests
from .comments.conftest import article_at
from .comments.conftest import send as send_comment
from .comments.conftest import stored as stored_comments


class Redis:
    """A server of its own, that keeps nothing."""

    def __init__(self):
        self.port, self.process = free_port(), None
        self.address = f"redis://{HERE}:{self.port}/0"

    def start(self):
        how = ["--bind", HERE, "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(["redis-server", *how], stdout=subprocess.DEVNULL)
        until(self.answers)

    def answers(self) -> bool:
        shared_cache._away_until.clear()  # nothing of it is left alone any more
        try:
            return caches["default"].ping()
        except shared_cache.RedisError:
            return False

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def redis(settings):
    if not shutil.which("redis-server"):
        pytest.skip("there is no redis-server on this machine")
    server = Redis()
    table = {"table": here.SHARED_CACHE_TABLE, "max_entries": here.SHARED_CACHE_ENTRIES}
    ours = {"BACKEND": "sites.shared_cache.SharedCache", "LOCATION": server.address, "OPTIONS": table}
    settings.CACHES = {**here.CACHES, "default": {**ours, "KEY_FUNCTION": "sites.cache.scoped_key"}}
    settings.REDIS_URL = server.address
    server.start()
    yield server
    server.stop()


def test_a_comment_is_taken_and_counted(alder, redis, settings):
    settings.COMMENT_LIMITS = {"network": "2/h", "article": "60/h"}
    article = article_at(alder.practice)
    redis.stop()
    answers = [send_comment(alder.practice, article, text=f"We tried it {number}.") for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert len(stored_comments(alder.practice)) == 2


def test_a_request_with_its_sum_is_taken_once(alder, redis):
    offer = make_offer(alder.practice)
    token = token_for(offer)
    proof = worked_out(offer, token)
    redis.stop()
    answer = send_request(alder.practice, offer, form_token=token, proof=proof)
    assert (answer.status_code, len(stored_requests(alder.practice))) == (303, 1)


def test_who_signs_in_is_counted_and_let_in(alder, redis):
    def attempt(password):
        client = Client(headers={"host": here.INSTALLATION_DOMAIN})
        return client.post("/account/login/", {"login": "editor@alder.example", "password": password})

    redis.stop()
    assert attempt(PASSWORD).status_code == 302
    said = [attempt("not-the-password").text for _ in range(6)]
    assert ["Too many tries" in page for page in said] == [False] * 5 + [True]


def test_a_practice_is_opened(db, redis):
    redis.stop()
    open_practice(slug="hazel", name="Hazel Practice")
    assert Practice.objects.filter(slug="hazel").exists()


def test_redis_is_used_again_when_it_is_back(db, redis, caplog):
    cache = caches["default"]
    cache.set("word", "in Redis")
    redis.stop()
    cache.set("word", "in the table")
    assert (cache.get("word"), missing_parts()) == ("in the table", ["redis"])
    assert len([one for one in caplog.messages if "Redis does not answer" in one]) == 1, "it is asked once, then left"
    redis.start()
    assert (cache.get("word"), missing_parts()) == (None, [])
