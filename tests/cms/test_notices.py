"""The notices of a practice: by country, in the owner's words if they like, and never absent."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.notices import countries, facts
from cms.notices.words import notices
from cms.pages.models import BasePage
from cms.site_pages.models import HomePage, PracticeSettings, StandardPage
from sites.countries import Country
from sites.scoping import current_practice, in_practice
from tests.building import make_article, make_offer, make_picture
from tests.cms.test_safety_mode import make_guarded
from tests.conftest import reader, signed_in
from tests.demonstration.test_accessible import RULES

ADDRESSES = ["/privacy/", "/accessibility/", "/what-this-site-contacts/"]
FACTS = {"/privacy/": "What this site itself does", "/accessibility/": "What is known about this site"}
PROFILE = {
    "advice",
    "emergency",
    "number",
    "credentials",
    "privacy_authority",
    "access_authority",
    "access_law",
    "must_show",
    "neutral_address",
    "dated",
}


def text_at(practice, address) -> str:
    """The words of a page, without its footer."""
    response = reader(practice).get(address)
    assert response.status_code == 200, address
    return response.text.partition("<main")[2].partition("</main>")[0]


def own_page(practice) -> StandardPage:
    return StandardPage.objects.get(slug="privacy", practice=practice)


def settings_with(**words) -> PracticeSettings:
    own = PracticeSettings.objects.get(site=current_practice().site)
    for name, text in words.items():
        setattr(own, name, text)
    own.save()
    return own


# --- the register ---


@pytest.mark.parametrize("country", Country.values)
def test_every_country_has_a_whole_profile(country):
    profile = countries.for_country(country)
    assert set(profile) == PROFILE
    assert all(profile.values())
    assert profile["number"] in profile["emergency"]
    assert profile["dated"] <= datetime.date.today()
    assert re.fullmatch(r"https://[a-z.]+/", profile["neutral_address"])


@pytest.mark.parametrize("country", Country.values)
@pytest.mark.parametrize("kind", ["privacy", "accessibility"])
def test_the_standard_page_names_the_countrys_authority(at_alder, country, kind):
    practice = at_alder.practice
    practice.country = country
    practice.save()
    own_page(practice).delete()
    profile = countries.for_country(country)
    authority = profile["privacy_authority" if kind == "privacy" else "access_authority"]["name"]
    html = text_at(practice, f"/{kind}/")
    assert authority in html.replace("&amp;", "&")
    assert practice.phone_display in html
    assert (profile["access_law"] in html) is (kind == "accessibility")


def test_the_statement_names_the_rules_that_are_tried():
    assert facts.accessibility()["rules"] == RULES["runOnly"]


# --- never absent ---


@pytest.mark.parametrize("fate", ["as it was opened", "deleted", "withdrawn", "behind a password", "moved"])
def test_the_privacy_page_is_there_whatever_became_of_the_practices_own(alder, birch, fate):
    with in_practice(alder.practice):
        page = own_page(alder.practice)
        if fate == "deleted":
            page.delete()
        elif fate == "withdrawn":
            page.unpublish()
        elif fate == "behind a password":
            PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
        elif fate == "moved":
            page.slug = "how-we-handle-data"
            page.save_revision().publish()
        html = text_at(alder.practice, "/privacy/")
    assert FACTS["/privacy/"] in html
    assert ("Alder Practice" in html, "Birch" in html) == (True, False)
    assert "<form" not in html


def test_the_practices_own_words_stand_first_and_the_facts_below(at_alder):
    home = HomePage.objects.get()
    home.add_child(instance=StandardPage(title="Getting in", slug="accessibility", introduction="There is a ramp."))
    html = text_at(at_alder.practice, "/accessibility/")
    assert html.index("There is a ramp.") < html.index(FACTS["/accessibility/"])


def test_a_deeper_page_of_the_same_name_is_an_ordinary_one(at_alder):
    about = HomePage.objects.get().add_child(instance=StandardPage(title="Around"))
    about.add_child(instance=StandardPage(title="Privacy", slug="privacy"))
    assert FACTS["/privacy/"] not in text_at(at_alder.practice, "/around/privacy/")


def test_no_page_hides_at_the_address_of_what_the_site_contacts(alder):
    with in_practice(alder.practice):
        home = HomePage.objects.get()
    form = {"title": "Mine", "slug": "what-this-site-contacts", "action-publish": "1", "body-count": "0"}
    address = f"/admin/pages/add/site_pages/standardpage/{home.pk}/"
    answer = signed_in(alder.owner, alder.practice).post(address, form)
    assert "is an address of the site’s own. Choose another one." in answer.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_installations_own_host_has_none_of_them(alder, address, settings):
    assert Client(headers={"host": settings.INSTALLATION_DOMAIN}).get(address).status_code == 404


def footer_of(practice, address="/") -> str:
    return reader(practice).get(address).text.partition('class="footer-notices"')[2].partition("</footer>")[0]


@pytest.mark.parametrize("address", ["/", "/articles/", "/nothing-here/", "/contact/", "/book/first-conversation/"])
def test_every_page_ends_with_the_notices(at_alder, address):
    footer = footer_of(at_alder.practice, address)
    said = notices()
    assert [words for words in (said.advice, said.emergency) if words not in footer] == []
    # Privacy stands among the footer's own links since the practice was opened.
    assert re.findall(r'<li><a href="([^"]+)">', footer) == ADDRESSES[1:]


def test_a_footer_without_links_has_all_three(at_alder):
    settings_with(footer_links=[])
    assert re.findall(r'<li><a href="([^"]+)">', footer_of(at_alder.practice)) == ADDRESSES


# --- in the owner's words ---


def test_the_owners_words_take_the_place_of_the_standard_ones(alder, birch):
    with in_practice(alder.practice):
        settings_with(
            advice_notice="Letters are letters.",
            credentials_notice="Look us up.",
            business_facts="Alder Ltd\nNo. 17",
            access_limits="Two steps.",
        )
        shown = footer_of(alder.practice)
        assert ("Letters are letters." in shown, "Alder Ltd" in shown, "No. 17" in shown) == (True, True, True)
        assert "not a substitute" not in shown
        assert "Look us up." in text_at(alder.practice, "/people/")
        assert "<li>Two steps.</li>" in text_at(alder.practice, "/accessibility/")
    assert "Letters are letters." not in footer_of(birch.practice)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", "This site and the practice’s telephone and post are not for emergencies. In immediate danger, call 999."),
        (
            "   ",
            "This site and the practice’s telephone and post are not for emergencies. In immediate danger, call 999.",
        ),
        ("We are no emergency service.", "We are no emergency service. In immediate danger, call 999."),
        ("Ring 999, not us.", "Ring 999, not us."),
        ("Our number ends in 9991.", "Our number ends in 9991. In immediate danger, call 999."),
    ],
)
def test_the_emergency_number_is_there_whatever_the_words(at_alder, own, said):
    settings_with(emergency_notice=own)
    assert notices().emergency == said


def test_the_owner_reads_the_standard_words_beside_the_fields(alder):
    form = signed_in(alder.owner, alder.practice).get(
        f"/admin/settings/site_pages/practicesettings/{alder.practice.site_id}/"
    )
    profile = countries.for_country("GB")
    assert [
        name for name in ("advice", "emergency", "credentials", "must_show") if profile[name] not in form.text
    ] == []


# --- what this site contacts ---


def test_it_names_its_own_host_and_where_bookings_and_films_lead(alder, birch):
    film = {"video": {"title": "Sea", "picture": "x", "url": "https://film.example/1"}}
    with in_practice(birch.practice):
        make_offer("B", link="https://birchbook.example/x")
    with in_practice(alder.practice):
        make_offer("A", link="https://alderbook.example/x")
        picture = make_picture()
        make_article("Film", [film], resolve=lambda kind, name: picture)
        make_article(
            "Draft",
            [film | {"video": {**film["video"], "url": "https://draft.example/"}}],
            live=False,
            resolve=lambda kind, name: picture,
        )
    html = text_at(alder.practice, "/what-this-site-contacts/")
    assert sorted(set(re.findall(r"\b[a-z]+\.(?:example|anteroom\.localhost)\b", html))) == [
        "alder.anteroom.localhost",
        "alderbook.example",
        "film.example",
    ]
    assert "https://www.metoffice.gov.uk/" in html


def test_a_practice_without_any_says_so(at_alder, settings):
    settings.KEPT_IN_BROWSER = {}
    html = text_at(at_alder.practice, "/what-this-site-contacts/")
    assert "To book a time: no other site." in html
    assert "No script keeps anything in your browser either." in html
    assert "To watch a film" not in html


def test_it_tells_the_truth_when_the_configuration_changes(at_alder, settings):
    settings.SECURE_CSP = {**settings.SECURE_CSP, "img-src": ["'self'", "https://pictures.example"]}
    settings.KEPT_IN_BROWSER = {"look": "Whether you chose the light or the dark look."}
    html = text_at(at_alder.practice, "/what-this-site-contacts/")
    assert ("pictures.example" in html, "nobody else for anything" in html) == (True, False)
    assert "Whether you chose the light or the dark look." in html


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "has not been said by those who run them"),
        (0, "keep none either"),
        (1, "for 1 day,"),
        (14, "for 14 days,"),
    ],
)
def test_it_says_how_long_visits_are_noted(at_alder, settings, days, words):
    settings.ACCESS_LOG_DAYS = days
    assert words in text_at(at_alder.practice, "/what-this-site-contacts/")
    assert words in text_at(at_alder.practice, "/privacy/")


@pytest.mark.parametrize(
    ("address", "number"), [("/privacy/", 5), ("/accessibility/", 6), ("/what-this-site-contacts/", 4)]
)
@pytest.mark.parametrize("items", [1, 3])
def test_they_cost_the_same_with_1_and_3_items(at_alder, address, number, items):
    for n in range(items):
        make_offer(f"O{n}", link=f"https://b{n}.example/")
        make_guarded(f"Article {n}")
    BasePage.objects.update(film_hosts="film.example")
    reader(at_alder.practice).get(address)
    with CaptureQueriesContext(connection) as queries:
        reader(at_alder.practice).get(address)
    assert len(queries) == number, "\n".join(query["sql"][:150] for query in queries)
