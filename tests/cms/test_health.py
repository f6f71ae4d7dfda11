"""What supervisors, proxies and operators ask: is it alive, is it ready, whose host is this, how much was counted."""

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client

from cms.delivery import health, stopping
from sites.models import PracticeHost
from sites.provisioning import close_practice
from sites.scoping import across_practices

INSIDE = {"headers": {"host": "10.0.0.7"}, "REMOTE_ADDR": "10.0.0.9"}


def ask(path, **options):
    return Client(raise_request_exception=False, **{**INSIDE, **options}).get(path)


def refuse(execute, sql, params, many, context):
    raise OperationalError("gone")


@pytest.fixture
def unseen(monkeypatch):
    """As after the start: nothing has been tried yet."""
    monkeypatch.setattr(health, "_seen", {"migrated": False, "stored_at": float("-inf")})


def test_alive_asks_nobody(db):
    with connection.execute_wrapper(refuse):
        assert ask("/healthz").content == b"ok\n"
    assert Client(**INSIDE).post("/healthz").status_code == 405


def test_ready_and_which_part_is_not(db, unseen, monkeypatch):
    assert (ask("/readyz").status_code, ask("/readyz").content) == (200, b"ready\n")
    monkeypatch.setattr(health, "_seen", {"migrated": False, "stored_at": float("-inf")})
    monkeypatch.setattr(default_storage, "save", lambda *args: (_ for _ in ()).throw(OSError("full")))
    with connection.execute_wrapper(refuse):
        answer = ask("/readyz")
        through_proxy = ask("/readyz", HTTP_X_FORWARDED_FOR="198.51.100.7")
        from_outside = ask("/readyz", REMOTE_ADDR="198.51.100.7")
    assert (answer.status_code, answer.content) == (503, b"not ready: database, migrations, storage\n")
    assert (through_proxy.content, from_outside.content) == (b"not ready\n", b"not ready\n")


def test_a_proxy_asks_about_the_process_alone(db, unseen, monkeypatch):
    with connection.execute_wrapper(refuse):
        assert (ask("/readyz").status_code, ask("/readyz?process").status_code) == (503, 200)
    monkeypatch.setattr(stopping, "_stopping", [0])
    stopping.begin()
    assert ask("/readyz?process").status_code == 503


def test_not_ready_as_soon_as_a_stop_has_begun(db, monkeypatch):
    monkeypatch.setattr(stopping, "_stopping", [0])
    stopping.begin()
    assert (ask("/readyz").status_code, ask("/readyz").content) == (503, b"not ready: stopping\n")
    assert ask("/healthz").status_code == 503


@pytest.mark.parametrize(
    ("domain", "status"),
    [
        ("anteroom.localhost", 200),
        ("alder.anteroom.localhost", 200),
        ("WWW.alder.anteroom.localhost.", 200),
        ("practice.example", 200),
        ("birch.anteroom.localhost", 404),
        ("nobody.example", 404),
        ("", 404),
        ("x" * 300, 404),
        ("a\0b", 404),
    ],
)
def test_certificates_are_for_hosts_of_open_practices(domain, status, alder, birch, django_assert_num_queries):
    close_practice(birch.practice)
    with across_practices():
        PracticeHost.objects.create(practice=alder.practice, host="practice.example")
    with django_assert_num_queries(0 if len(domain) > 253 or "\0" in domain else 1):
        answer = Client(**INSIDE).get("/tls-host", {"domain": domain})
    assert answer.status_code == status


@pytest.mark.parametrize("claims", [{"REMOTE_ADDR": "198.51.100.7"}, {"HTTP_X_FORWARDED_FOR": "198.51.100.7"}])
def test_only_our_own_machines_are_told_which_hosts_there_are(claims, alder):
    assert ask("/tls-host?domain=anteroom.localhost", **claims).status_code == 404


def test_counts_are_for_who_brings_the_token(alder, settings):
    assert ask("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404
    settings.METRICS_TOKEN = "a-token"
    assert ask("/metrics").status_code == 404
    assert ask("/metrics", HTTP_AUTHORIZATION="Bearer another").status_code == 404
    assert Client(headers={"host": alder.practice.installation_host}).get("/articles/").status_code == 200
    answer = ask("/metrics", HTTP_AUTHORIZATION="Bearer a-token")
    assert answer.status_code == 200
    assert 'anteroom_requests_total{route="wagtail_serve",status="2xx"} 1.0' in answer.text
    assert 'anteroom_request_seconds_count{route="wagtail_serve"} 1.0' in answer.text
    assert "anteroom_tasks_waiting 0.0" in answer.text
    assert "alder" not in answer.text
