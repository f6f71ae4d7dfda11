"""What programs are told: sitemap, robots.txt by purpose, security.txt; and at hosts that are no practice's."""

import datetime
import re
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client
from usp.tree import sitemap_from_str
from wagtail.models import PageViewRestriction

from cms.booking.models import BookingOffer
from cms.pages.models import BasePage
from cms.reading import robots, sitemaps
from cms.site_pages.models import PracticeSettings, StandardPage
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.conftest import reader

BASE = "http://alder.anteroom.localhost"
DAY = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC)


def listed(practice, address="/sitemap-1.xml") -> list[str]:
    """The addresses of a sitemap, as another program reads them."""
    answer = reader(practice).get(address)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return sorted(page.url for page in sitemap_from_str(answer.text).all_pages())


@pytest.fixture
def practice(alder, birch):
    with in_practice(birch.practice):
        make_article("Theirs")
    with in_practice(alder.practice):
        make_article("Ours", published_at=DAY)
        make_article("A draft", live=False)
        for name in ("Hidden", "Also hidden"):
            page = make_article(name)
            PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
        make_profile("Ada Quill")
        about = StandardPage.objects.get(slug="about")
        about.save_revision().publish()
        about = BasePage.objects.get(pk=about.pk)
        about.add_child(instance=StandardPage(title="Below", live=True))
        PageViewRestriction.objects.create(page=about, restriction_type="password", password="x")
    return alder.practice


def test_the_sitemap_lists_what_everybody_may_read(practice):
    with in_practice(practice):
        offer = BookingOffer.objects.get()
    paths = ["", "articles/", "articles/ours/", "people/", "people/ada-quill/", "services/", "contact/", "privacy/"]
    assert listed(practice) == sorted(f"{BASE}/{path}" for path in [*paths, f"book/{offer.slug}/"])
    for address in listed(practice):
        assert reader(practice).get(address.removeprefix(BASE)).status_code == 200


def test_its_dates_are_those_of_the_pages_and_lists_have_none(practice):
    text = reader(practice).get("/sitemap-1.xml").text
    dates = dict(re.findall(r"<loc>([^<]+)</loc><lastmod>([^<]+)</lastmod>", text))
    with in_practice(practice):
        changed = BasePage.objects.get(slug="ours").last_published_at
    assert dates[f"{BASE}/articles/ours/"] == changed.isoformat(timespec="seconds")
    assert not {f"{BASE}/", f"{BASE}/articles/", f"{BASE}/people/"} & set(dates)


def test_past_the_most_it_is_split(practice, monkeypatch):
    whole = listed(practice)
    monkeypatch.setattr(sitemaps, "MOST", 3)
    index = reader(practice).get("/sitemap.xml").text
    parts = re.findall(rf"<loc>{BASE}(/sitemap-\d+\.xml)</loc>", index)
    assert parts == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert sorted(address for part in parts for address in listed(practice, part)) == whole
    for nowhere in ("/sitemap-0.xml", "/sitemap-4.xml", "/sitemap-99999999999.xml", "/sitemap-x.xml"):
        assert reader(practice).get(nowhere).status_code == 404


def rules(practice) -> RobotFileParser:
    answer = reader(practice).get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    found = RobotFileParser()
    found.parse(answer.text.splitlines())
    return found


def choose(practice, **fields):
    with in_practice(practice):
        settings = PracticeSettings.objects.get(site=practice.site)
        for name, value in fields.items():
            setattr(settings, name, value)
        settings.save()


def may_come(practice) -> dict:
    """For each purpose whether its crawlers may come; None where some may and some may not."""
    found = rules(practice)
    answers = {
        purpose: {found.can_fetch(name, "/articles/") for name in robots.named(purpose)} for purpose in robots.PURPOSES
    }
    return {purpose: next(iter(each)) if len(each) == 1 else None for purpose, each in answers.items()}


def test_the_owner_decides_by_purpose(at_alder):
    practice = at_alder.practice
    assert may_come(practice) == {"answers": True, "training": False}
    for answers, training in ((True, True), (False, False), (False, True)):
        choose(practice, may_answer=answers, may_train=training)
        assert may_come(practice) == {"answers": answers, "training": training}
        assert rules(practice).can_fetch("Googlebot", "/articles/")
        assert not rules(practice).can_fetch("Googlebot", "/admin/")
    assert rules(practice).site_maps() == [f"{BASE}/sitemap.xml"]


def test_one_practices_choice_is_not_anothers(alder, birch):
    choose(alder.practice, may_train=True)
    assert may_come(alder.practice)["training"] is True
    assert may_come(birch.practice)["training"] is False


def test_every_crawler_of_the_table_has_a_purpose_and_a_source():
    register = robots.register()
    assert isinstance(register["dated"], datetime.date)
    for each in register["crawlers"]:
        assert each["purpose"] in robots.PURPOSES
        assert each["source"].startswith("https://")
    assert {"OAI-SearchBot", "PerplexityBot", "Claude-SearchBot", "ChatGPT-User"} <= set(robots.named("answers"))
    assert {"GPTBot", "ClaudeBot", "Google-Extended", "CCBot", "Applebot-Extended", "Bytespider"} <= set(
        robots.named("training")
    )


def test_hosts_that_are_no_practices_are_not_to_be_indexed(db):
    for host in ("anteroom.localhost", "nobody.example", "nothing.anteroom.localhost"):
        answer = Client(headers={"host": host}).get("/robots.txt")
        assert (answer.status_code, "Disallow: /\n" in answer.text, "Sitemap" in answer.text) == (200, True, False)
        for address in ("/sitemap.xml", "/sitemap-1.xml", "/feed.atom", "/search/", "/articles/x/handout/"):
            assert Client(headers={"host": host}).get(address).status_code == 404


def test_security_txt_names_the_contact_until_a_day_to_come(at_alder, settings):
    settings.SECURITY_CONTACT = "mailto:security@anteroom.example"
    for host, base in ((at_alder.practice.primary_host, BASE), ("anteroom.localhost", "http://anteroom.localhost")):
        answer = Client(headers={"host": host}).get("/.well-known/security.txt")
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        expires = datetime.datetime.fromisoformat(fields.pop("Expires"))
        days = (expires - datetime.datetime.now(datetime.UTC)).days
        assert 170 < days < 365
        assert fields == {
            "Contact": "mailto:security@anteroom.example",
            "Preferred-Languages": "en",
            "Canonical": f"{base}/.well-known/security.txt",
        }
    settings.SECURITY_CONTACT = ""
    assert reader(at_alder.practice).get("/.well-known/security.txt").status_code == 404


def test_llms_txt_is_left_out_on_purpose(at_alder):
    assert reader(at_alder.practice).get("/llms.txt").status_code == 404
