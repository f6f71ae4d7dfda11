"""An owner's look: kept, delivered to that practice's readers alone, and seen before it is live."""

import re

import pytest

from cms.looks.look import Look
from cms.site_pages.models import PracticeSettings
from sites.scoping import in_practice
from tests.conftest import reader, signed_in

PLAIN_CHOICES = {
    "theme": "hearth",
    "brand": "#ffd400",
    "second": "",
    "paper": "",
    "faces": "garamond-figtree",
    "corners": "square",
    "density": "compact",
}


def look_of(practice, **chosen):
    with in_practice(practice):
        settings = PracticeSettings.objects.get(site=practice.site_id)
        for name, value in chosen.items():
            setattr(settings, name, value)
        settings.save()
    return settings


def link(page: str) -> str:
    """The stylesheet that comes last: the look's."""
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)[-1]


@pytest.mark.parametrize("theme", ["letter", "clinic", "journal", "hearth", "plain"])
def test_a_look_that_nobody_changed_is_the_themes_own_file(alder, theme):
    look_of(alder.practice, theme=theme)
    page = reader(alder.practice).get("/").text
    assert link(page) == f"/static/css/themes/{theme}.css"


def test_a_changed_look_is_one_stylesheet_of_the_practice_kept_for_ever(alder, birch):
    look_of(alder.practice, **PLAIN_CHOICES)
    address = link(reader(alder.practice).get("/").text)
    assert re.fullmatch(r"/look/[0-9a-f]{20}\.css", address)
    response = reader(alder.practice).get(address)
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    css = response.text
    assert "--button: var(--light, #ffd400)" in css
    assert "--radius: 0;" in css
    assert "--density: 0.7;" in css
    assert set(re.findall(r'url\("([^"]+)"\)', css)) == {
        f"/static/fonts/{name}.woff2"
        for name in ("eb-garamond", "eb-garamond-italic", "eb-garamond-more", "figtree", "figtree-more")
    }
    assert not reader(alder.practice).get(address).cookies
    assert link(reader(birch.practice).get("/").text) == "/static/css/themes/letter.css"


def test_a_mark_of_another_practice_and_one_of_nobody_are_one_answer(alder, birch):
    foreign = look_of(birch.practice, brand="#123456").look.address
    look_of(alder.practice, brand="#654321")
    own = link(reader(alder.practice).get("/").text)
    answers = [reader(alder.practice).get(address) for address in (foreign, "/look/00000000000000000000.css")]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, own), (302, own)]


def test_faces_that_are_fetched_early_follow_the_chosen_pair(alder):
    look_of(alder.practice, theme="journal", faces="figtree")
    page = reader(alder.practice).get("/").text
    assert re.findall(r'<link rel="preload" href="([^"]+)"', page) == ["/static/fonts/figtree.woff2"]


def test_the_browsers_frame_has_the_colours_of_the_paper(alder):
    look_of(alder.practice, theme="hearth")
    page = reader(alder.practice).get("/").text
    assert re.findall(r'name="theme-color" content="([^"]+)" media="\(prefers-color-scheme: (\w+)\)"', page) == [
        ("#fcf1e4", "light"),
        ("#1e1510", "dark"),
    ]


# --- the owner's form ---


def address_of_form(practice):
    return f"/admin/settings/site_pages/practicesettings/{practice.site_id}/"


def fields(**changed):
    """What the form sends."""
    return {
        "theme": "letter",
        "brand": "",
        "second": "",
        "paper": "",
        "faces": "",
        "corners": "",
        "density": "",
        "logo": "",
        "logo_in_the_dark": "",
        "menu-count": "0",
        "footer_links-count": "0",
        "footer_text": "",
        "feed_content": "full",
    } | changed


def saved(practice) -> Look:
    with in_practice(practice):
        return PracticeSettings.objects.get(site=practice.site_id).look


def errors(response) -> dict:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_an_owner_saves_a_look(alder):
    owner = signed_in(alder.owner, alder.practice)
    response = owner.post(
        address_of_form(alder.practice), fields(theme="plain", brand="RebeccaPurple", faces="figtree")
    )
    assert response.status_code == 302
    assert saved(alder.practice) == Look(theme="plain", brand="#663399", faces="figtree")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (
            "brand",
            "greenish",
            "“greenish” can not be read as a colour. Write it like #7a4b2e, or take one with the picker beside it.",
        ),
        (
            "faces",
            "comic-sans",
            "“comic-sans” is not among the faces that are bundled here. Choose one of the pairs in the list.",
        ),
        ("logo_alone", "on", "Choose a logo first; without one the name has to be written."),
    ],
)
def test_what_can_not_be_taken_gets_a_sentence_at_its_place(alder, field, value, sentence):
    owner = signed_in(alder.owner, alder.practice)
    response = owner.post(address_of_form(alder.practice), fields(**{field: value}))
    assert errors(response) == {field: [sentence]}
    assert saved(alder.practice) == Look()


def test_the_look_before_is_remembered(alder):
    look_of(alder.practice, theme="journal", brand="#8a1253")
    settings = look_of(alder.practice, theme="plain")
    assert (settings.look_before["theme"], settings.look_before["brand"]) == ("journal", "#8a1253")
    page = signed_in(alder.owner, alder.practice).get(address_of_form(alder.practice)).text
    assert "Take the look before this one" in page


def test_remarks_are_said_while_colours_are_typed(alder):
    owner = signed_in(alder.owner, alder.practice)
    said = owner.get("/admin/look/remarks/", {"theme": "hearth", "brand": "#ffd400"}).json()["remarks"]
    assert said[0] == "Your yellow is too light for text on paper; links use a darker shade of it. Buttons keep yours."
    said = owner.get("/admin/look/remarks/", {"theme": "hearth", "brand": "nonsense"}).json()["remarks"]
    assert said == [
        "“nonsense” can not be read as a colour. Write it like #7a4b2e, or take one with the picker beside it."
    ]


@pytest.mark.parametrize("role", ["editor", "practitioner"])
def test_only_owners_ask_for_remarks_and_previews(alder, role):
    browser = signed_in(getattr(alder, role), alder.practice)
    for address in ("/admin/look/remarks/?theme=plain", f"{address_of_form(alder.practice)}preview/"):
        response = browser.get(address)
        assert (response.status_code, "remarks" in response.text) == (302, False)  # back to Wagtail's first page
    with in_practice(alder.practice):
        assert saved(alder.practice) == Look()
