"""A look is seen before it is live, by its owner alone, and nothing is saved by looking."""

import re

import pytest

from cms.looks.look import Look
from cms.site_pages.models import PracticeSettings
from sites.scoping import in_practice
from tests.building import make_article, make_picture
from tests.cms.test_looks import address_of_form, fields, link, look_of, saved
from tests.conftest import reader, signed_in


def preview(browser, practice, mode="home", **typed):
    """What the form's preview shows for what is typed: whether it could be drawn, and the page."""
    address = f"{address_of_form(practice)}preview/"
    answer = browser.post(address, fields(**typed)).json()
    return answer["is_valid"], browser.get(address, {"mode": mode})


def test_an_owner_sees_what_is_typed_and_readers_see_what_was_saved(alder):
    owner = signed_in(alder.owner, alder.practice)
    valid, page = preview(owner, alder.practice, theme="hearth", brand="#ffd400")
    assert valid
    style = owner.get(link(page.text))
    assert "#ffd400" in style.text
    assert style.headers["Cache-Control"] == "no-store, private"
    assert saved(alder.practice) == Look()
    assert link(reader(alder.practice).get("/").text) == "/static/css/themes/letter.css"


@pytest.mark.parametrize(
    ("mode", "kind", "scheme"),
    [("home", "home", "light"), ("home-dark", "home", "dark"), ("article-dark", "article", "dark")],
)
def test_home_and_an_article_are_seen_in_light_and_dark(alder, mode, kind, scheme):
    with in_practice(alder.practice):
        make_article()
    _, page = preview(signed_in(alder.owner, alder.practice), alder.practice, mode, theme="plain")
    assert f'data-scheme="{scheme}"' in page.text
    assert ("A first article</h1>" in page.text) == (kind == "article")


def test_a_preview_with_another_practices_logo_is_refused_like_one_that_is_not_there(alder, birch):
    with in_practice(birch.practice):
        foreign = make_picture("Birch logo")
    owner = signed_in(alder.owner, alder.practice)
    answers = {}
    for logo in (foreign.pk, 987654):
        valid, page = preview(owner, alder.practice, logo=str(logo))
        saving = owner.post(address_of_form(alder.practice), fields(logo=str(logo)))
        answers[logo] = (valid, "practice-logo" in page.text, dict(saving.context["form"].errors))
    assert answers[foreign.pk] == answers[987654]
    assert answers[foreign.pk][:2] == (False, False)
    assert list(answers[foreign.pk][2]) == ["logo"]
    with in_practice(alder.practice):
        assert PracticeSettings.objects.get(site=alder.practice.site_id).logo is None


def test_a_logo_that_is_chosen_and_not_saved_is_seen(alder):
    with in_practice(alder.practice):
        logo = make_picture("Our logo")
    owner = signed_in(alder.owner, alder.practice)
    _, page = preview(owner, alder.practice, logo=str(logo.pk))
    shown = re.search(r'<img class="practice-logo[^"]*" src="([^"]+)"', page.text)[1]
    assert (shown.startswith("/media/"), owner.get(shown).status_code) == (True, 200)


def test_what_one_owner_previews_is_not_found_at_another_practice(alder, birch):
    _, page = preview(signed_in(alder.owner, alder.practice), alder.practice, brand="#0a7f3f")
    mark = re.search(r"/look/([0-9a-f]{20})\.css", page.text)[1]
    response = reader(birch.practice).get(f"/look/{mark}.css")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/css/themes/letter.css")


def test_an_owner_does_not_preview_at_another_practice(alder, birch):
    look_of(birch.practice, theme="journal")
    address = f"/admin/settings/site_pages/practicesettings/{birch.practice.site_id}/preview/"
    assert signed_in(alder.owner, alder.practice).get(address).status_code == 404
