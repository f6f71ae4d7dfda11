"""Structured data says what the page shows: read back by another parser and compared with the page."""

import datetime
import re

import extruct
import html5lib
import pytest

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.pages.models import BasePage
from cms.people.models import Credential, PractitionerPage
from cms.site_pages.models import HomePage
from sites.scoping import in_practice
from tests.building import make_article, make_profile, make_ready_picture
from tests.conftest import reader

FAQ = {
    "faq": {
        "title": "Questions",
        "items": [
            {"question": "Can I come alone?", "answer": "Yes, *and* that is **enough**."},
            {"question": "Can I come alone?", "answer": "Asked twice."},
        ],
    }
}
YESTERDAY = datetime.date.today() - datetime.timedelta(days=1)
BASE = "http://alder.anteroom.localhost"


def graph(practice, address: str) -> dict:
    """The nodes of a page by their type."""
    found = extruct.extract(reader(practice).get(address).text, syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    assert found[0]["@context"] == "https://schema.org"
    return {node["@type"]: node for node in found[0]["@graph"]}


def texts(practice, address: str, wanted: str) -> list[str]:
    """The words of all elements with this class, as a strict parser reads them."""
    tree = html5lib.parse(reader(practice).get(address).text, namespaceHTMLElements=False)
    found = [element for element in tree.iter() if wanted in (element.get("class") or "").split()]
    return [" ".join("".join(element.itertext()).split()) for element in found]


def topic(title):
    page = TopicPage(title=title)
    BasePage.objects.type(ArticleIndexPage).get().add_child(instance=page)
    return page


@pytest.fixture
def ada(at_alder):
    profile = make_profile("Ada Quill", role_title="Counsellor", introduction="Works with couples.")
    profile.credentials = [
        Credential(title="MA in Counselling", body="A college", number="17", region="Kent", sort_order=0),
        Credential(title="Lapsed licence", expires_date=YESTERDAY, sort_order=1),
        Credential(title="Valid today", expires_date=datetime.date.today(), sort_order=2),
    ]
    profile.interests, profile.languages = "Sleep\nGrief", "English, Welsh"
    profile.save_revision().publish()
    return PractitionerPage.objects.get(pk=profile.pk)


@pytest.fixture
def article(at_alder, ada):
    return make_article(
        "Sleep & <worry>",
        [FAQ],
        authors=[ada],
        topics=[topic("Sleep")],
        listing_image=make_ready_picture(),
        published_at=datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC),
        revised_at=datetime.datetime(2026, 4, 2, 9, tzinfo=datetime.UTC),
    )


def test_an_article_is_described_by_its_own_fields(at_alder, article):
    node = graph(at_alder.practice, article.url)["BlogPosting"]
    image = node.pop("image")
    author = node.pop("author")[0]
    assert node == {
        "@type": "BlogPosting",
        "@id": f"{BASE}{article.url}#article",
        "mainEntityOfPage": {"@id": f"{BASE}{article.url}#page"},
        "headline": "Sleep & <worry>",
        "description": "Two sentences. That is enough.",
        "datePublished": "2026-03-01T09:00:00+00:00",
        "dateModified": "2026-04-02T09:00:00+00:00",
        "publisher": {"@id": f"{BASE}/#practice"},
        "articleSection": ["Sleep"],
        "timeRequired": f"PT{article.read_minutes}M",
        "inLanguage": "en-gb",
    }
    assert re.fullmatch(rf"{BASE}/media/[0-9a-f]+/renditions/[\w.-]+\.jpg", image)
    assert author["name"] == texts(at_alder.practice, article.url, "byline-name")[0] == "Ada Quill"
    assert author["jobTitle"] == "Counsellor"


def test_credentials_are_those_that_the_page_shows_and_never_a_lapsed_one(at_alder, article, ada):
    for address, node in ((article.url, "BlogPosting"), (ada.url, "ProfilePage")):
        data = graph(at_alder.practice, address)[node]
        person = data["author"][0] if node == "BlogPosting" else data["mainEntity"]
        shown = texts(at_alder.practice, address, "credential-title")
        assert [each["name"] for each in person["hasCredential"]] == shown == ["MA in Counselling", "Valid today"]
    assert person["hasCredential"][0] == {
        "@type": "EducationalOccupationalCredential",
        "name": "MA in Counselling",
        "recognizedBy": {"@type": "Organization", "name": "A college"},
        "validIn": {"@type": "AdministrativeArea", "name": "Kent"},
        "identifier": "17",
    }
    assert (person["knowsAbout"], person["knowsLanguage"]) == (["Sleep", "Grief"], ["English", "Welsh"])


def test_the_questions_are_the_visible_pairs_with_their_addresses(at_alder, article):
    node = graph(at_alder.practice, article.url)["FAQPage"]
    html = reader(at_alder.practice).get(article.url).text
    assert [(each["name"], each["acceptedAnswer"]["text"]) for each in node["mainEntity"]] == [
        ("Can I come alone?", "Yes, and that is enough."),
        ("Can I come alone?", "Asked twice."),
    ]
    anchors = [each["url"].partition("#")[2] for each in node["mainEntity"]]
    assert anchors == re.findall(r'class="answer" id="([^"]+)"', html)
    assert len(set(anchors)) == 2


def test_a_page_without_questions_has_no_faq(at_alder):
    assert "FAQPage" not in graph(at_alder.practice, make_article("Plain").url)


def test_breadcrumbs_are_those_on_the_page(at_alder, article):
    node = graph(at_alder.practice, article.url)["BreadcrumbList"]
    names = [each["name"] for each in node["itemListElement"]]
    assert " ".join(names[:-1]) == texts(at_alder.practice, article.url, "breadcrumbs")[0] == "Home Articles"
    assert names[-1] == article.title
    assert [each.get("item") for each in node["itemListElement"]] == [f"{BASE}/", f"{BASE}/articles/", None]
    assert [each["position"] for each in node["itemListElement"]] == [1, 2, 3]


def test_the_practice_is_described_as_its_footer_shows_it(at_alder):
    practice = at_alder.practice
    practice.address, practice.strapline = "1 Quay\nHarbourtown", "By the water"
    practice.save()
    node = graph(practice, "/")["ProfessionalService"]
    assert node == {
        "@type": "ProfessionalService",
        "@id": f"{BASE}/#practice",
        "name": "Alder Practice",
        "description": "By the water",
        "url": f"{BASE}/",
        "telephone": "+441632960001",
        "email": "hello@alder.example",
        "address": "1 Quay, Harbourtown",
    }
    shown = texts(practice, "/", "contact-address")[0]
    assert shown == "1 QuayHarbourtown"


def test_what_nobody_has_filled_in_is_not_said(at_alder):
    practice = at_alder.practice
    practice.phone = practice.email = ""
    practice.save()
    node = graph(practice, make_article("Plain").url)
    assert set(node["ProfessionalService"]) == {"@type", "@id", "name", "url"}
    assert "author" not in node["BlogPosting"]
    assert "dateModified" not in node["BlogPosting"]
    assert not {"reviewedBy", "lastReviewed"} & set(node["MedicalWebPage"])


def test_a_review_is_said_with_the_credentials_that_hold(at_alder, article):
    profile = make_profile("Rae Reviewer")
    profile.credentials = [Credential(title="Held"), Credential(title="Gone", expires_date=datetime.date(2020, 1, 1))]
    profile.save()
    article.reviewer, article.reviewed_date = profile, datetime.date(2026, 5, 1)
    article.save()
    node = graph(at_alder.practice, article.url)["MedicalWebPage"]
    assert node["lastReviewed"] == "2026-05-01"
    assert node["reviewedBy"] == {
        "@type": "Person",
        "@id": f"{profile.full_url}#person",
        "name": "Rae Reviewer",
        "url": profile.full_url,
        "hasCredential": [{"@type": "EducationalOccupationalCredential", "name": "Held"}],
    }


UNSAFE = '</script><script>alert(1)</script> <!--<script> a\u2028b\u2029c &amp; "\\'


def test_no_title_ends_the_element_it_stands_in(at_alder):
    page = make_article(UNSAFE)
    html = reader(at_alder.practice).get(page.url).text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1)
    assert not re.search("[<>&\u2028\u2029]", data)
    assert graph(at_alder.practice, page.url)["BlogPosting"]["headline"] == UNSAFE
    assert len(re.findall("<script", html)) == 3  # scheme.js, reading.js, and the data


def test_a_page_names_nothing_of_another_practice(alder, birch):
    with in_practice(birch.practice):
        make_article("Theirs", [FAQ], authors=[make_profile("Bo Birch")])
    with in_practice(alder.practice):
        page = make_article("Ours", [FAQ], authors=[make_profile("Ada Quill")])
    text = str(graph(alder.practice, page.url))
    assert "irch" not in text
    assert set(re.findall(r"https?://[^/'#]+", text)) == {BASE}


def test_a_missing_page_has_neither_data_nor_address(at_alder):
    for address in ("/nothing/", "/book/nothing/"):
        html = reader(at_alder.practice).get(address).text
        assert "ld+json" not in html
        assert 'rel="canonical"' not in html


def test_the_home_page_has_a_card_of_its_link(at_alder):
    home = HomePage.objects.get()
    home.introduction, home.seo_title = "Come in.", "Alder by the sea"
    home.save_revision().publish()
    card = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', reader(at_alder.practice).get("/").text))
    assert card == {
        "og:type": "website",
        "og:title": "Alder by the sea",
        "og:description": "Come in.",
        "og:url": f"{BASE}/",
        "og:site_name": "Alder Practice",
        "og:locale": "en_GB",
    }
