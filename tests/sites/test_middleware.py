"""The request's host decides the practice: known, closed, moved, unknown; and the scope lasts as long as the answer."""

import pytest
from django.core.management import call_command
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings

from cms.pages.models import BasePage
from sites.middleware import PracticeMiddleware
from sites.provisioning import close_practice, give_hosts, reopen_practice
from sites.scoping import ScopeNotSet, current_scope

OWN = "www.alder.example"  # a host of A's own, and its main one
OLD = "alder-therapy.example"  # another one


@pytest.fixture
def at_own_hosts(alder, birch):
    give_hosts(alder.practice, (OWN, OLD), replace=True)
    return alder


def ask(host: str, path: str = "/", **headers):
    return Client(headers={"host": host, **headers}).get(path)


@pytest.mark.parametrize(
    "host",
    [
        "nobody.anteroom.localhost",
        "www.anteroom.localhost.example",
        "alder",
        "alder.anteroom.localhost.evil.example",
        "evil-alder.anteroom.localhost",
        "www.www.alder.anteroom.localhost",
        "127.0.0.1",
        "[::1]:8000",
        "alder anteroom.localhost",
        "",
    ],
)
def test_an_unknown_host_is_told_nothing(host, alder, birch):
    for path in ("/", "/admin/", "/articles/"):
        response = ask(host, path)
        assert response.status_code == 404
        assert "There is no site at this address." in response.text
        assert [name for name in ("Alder", "Birch", "alder", "birch") if name in response.text] == []


def test_a_request_without_a_host_is_told_nothing(alder):
    request = RequestFactory().get("/")
    del request.META["SERVER_NAME"]
    assert PracticeMiddleware(lambda request: HttpResponse("reached"))(request).status_code == 404


def test_a_closed_practice_is_gone_at_all_its_hosts(at_own_hosts, birch):
    close_practice(at_own_hosts.practice)
    for host in (OWN, OLD, "alder.anteroom.localhost", "www.alder.anteroom.localhost"):
        for path in ("/", "/admin/", "/admin/login/", "/articles/", "/media/x/renditions/y.webp"):
            response = ask(host, path)
            assert (response.status_code, "has closed" in response.text, "Alder" in response.text) == (410, True, False)
    assert ask("birch.anteroom.localhost").status_code == 200

    reopen_practice(at_own_hosts.practice)
    assert ask(OWN).status_code == 200


@pytest.mark.parametrize(
    "host", [OLD, f"www.{OLD}", f"www.{OWN}", "alder.anteroom.localhost", "www.alder.anteroom.localhost"]
)
def test_other_hosts_lead_to_the_main_one(host, at_own_hosts):
    for path in ("/", "/articles/?topic=couples&page=2", "/a%20b/?q=%26"):
        response = ask(host, path)
        assert (response.status_code, response.headers["Location"]) == (301, f"http://{OWN}{path}")


@pytest.mark.parametrize(
    ("scheme", "port", "address"),
    [
        ("http", 80, f"http://{OWN}/"),
        ("http", 8000, f"http://{OWN}:8000/"),
        ("https", 443, f"https://{OWN}/"),
        ("https", 8443, f"https://{OWN}:8443/"),
    ],
)
def test_the_port_is_the_installations_and_not_the_requests(scheme, port, address, at_own_hosts):
    with override_settings(PUBLIC_SCHEME=scheme, PUBLIC_PORT=port):
        assert ask(f"{OLD}:9999").headers["Location"] == address


@pytest.mark.parametrize("host", [OWN.upper(), f"{OWN}.", f"{OWN}:8000", f"{OWN.title()}.:80"])
def test_another_way_to_write_the_host_is_the_same_host(host, at_own_hosts):
    response = ask(host)
    assert (response.status_code, "Alder Practice" in response.text) == (200, True)


def test_what_proxies_claim_is_not_heard(at_own_hosts, birch):
    claims = {"x-forwarded-host": "birch.anteroom.localhost", "forwarded": "host=birch.anteroom.localhost"}
    assert "Birch" not in ask(OWN, **claims).text
    assert ask("nobody.example", **claims).status_code == 404


def test_work_is_done_at_the_host_under_the_installations_domain(at_own_hosts):
    for host in (OWN, OLD, "www.alder.anteroom.localhost"):
        response = ask(host, "/admin/pages/?q=a")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            "http://alder.anteroom.localhost/admin/pages/?q=a",
        )
    assert ask("alder.anteroom.localhost", "/admin/login/").status_code == 302
    assert ask("alder.anteroom.localhost", "/administration/").headers["Location"] == f"http://{OWN}/administration/"


def test_the_installations_own_host_names_no_practice(alder, birch):
    response = ask("anteroom.localhost")
    assert (response.status_code, "Alder" in response.text, "Birch" in response.text) == (200, False, False)
    for path in ("/articles/", "/book/first-conversation/", f"/media/{alder.practice.media_key}/renditions/x.webp"):
        assert ask("anteroom.localhost", path).status_code == 404
    assert ask("anteroom.localhost", "/admin/login/").url == "/account/login/?next=/admin/"


@pytest.mark.parametrize("host", ["anteroom.localhost", "alder.anteroom.localhost", "10.0.0.7:8000", "nobody.example"])
def test_health_is_answered_at_every_host(host, alder):
    close_practice(alder.practice)
    response = ask(host, "/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert ask("nobody.example", "/healthz/").status_code == 404


def test_a_streamed_answer_keeps_its_scope_and_leaves_none_behind(alder, birch):
    def stream(request):
        def chunks():
            for _ in range(2):
                yield ",".join(BasePage.objects.filter(depth=2).values_list("slug", flat=True)).encode()

        return StreamingHttpResponse(chunks())

    answer = PracticeMiddleware(stream)
    bodies = [
        iter(answer(RequestFactory(headers={"host": f"{slug}.anteroom.localhost"}).get("/")))
        for slug in ("alder", "birch")
    ]
    # Two at once, chunk by chunk, and between the chunks nobody's scope.
    seen = []
    for _ in range(2):
        for body in bodies:
            seen.append(next(body))
            with pytest.raises(ScopeNotSet):
                BasePage.objects.exists()
    assert seen == [b"alder", b"birch", b"alder", b"birch"]
    assert [list(body) for body in bodies] == [[], []]


def test_the_scope_ends_with_the_request_even_after_an_error(alder):
    def broken(request):
        assert current_scope().practice == alder.practice
        raise LookupError

    with pytest.raises(LookupError):
        PracticeMiddleware(broken)(RequestFactory(headers={"host": "alder.anteroom.localhost"}).get("/"))
    assert current_scope().practice is None


@pytest.mark.parametrize("practices", [1, 3])
@pytest.mark.parametrize("host", ["alder.anteroom.localhost", "www.alder.anteroom.localhost", "nobody.example"])
def test_finding_the_host_takes_one_query(host, practices, alder, django_assert_num_queries):
    for number in range(1, practices):
        call_command("create_practice", f"other-{number}", "Other", owner_email="other@other.example")
    reached = PracticeMiddleware(lambda request: HttpResponse(request.practice.site.root_page.title))
    with django_assert_num_queries(1):
        reached(RequestFactory(headers={"host": host}).get("/"))
