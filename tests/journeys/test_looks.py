"""Looks in a real browser: light and dark by the reader's hand, an owner's preview, words that do not fit."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cms.looks.palettes import THEMES
from sites.scoping import in_practice
from tests.building import make_article
from tests.cms.test_looks import look_of

from .walking import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
DARK, LIGHT = "rgb(19, 26, 37)", "rgb(247, 242, 230)"  # the paper of "letter"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LONG = "A title of two hundred and fifty characters " * 5 + "that somebody really typed in here"
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
RIGHT_TO_LEFT = "كيف تتحدثان حين يتعب أحدكما من الكلام، وماذا يمكن أن تفعلا معًا"


def paper(page) -> str:
    return page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")


def test_a_reader_chooses_dark_and_it_stays_in_the_browser(site, somebody, alder):
    reader = somebody(color_scheme="light")
    reader.goto(f"{alder.practice.base_url}/")
    assert paper(reader) == LIGHT
    reader.get_by_label("Dark", exact=True).check()
    assert paper(reader) == DARK
    reader.goto(f"{alder.practice.base_url}/contact/")
    assert paper(reader) == DARK
    expect(reader.get_by_label("Dark", exact=True)).to_be_checked()
    assert reader.context.cookies() == []
    reader.get_by_label("As my device").check()
    assert paper(reader) == LIGHT
    assert reader.evaluate("() => localStorage.length") == 0


def test_the_chosen_scheme_is_there_before_anything_is_painted(site, somebody, alder):
    reader = somebody(color_scheme="light")
    reader.goto(f"{alder.practice.base_url}/")
    reader.get_by_label("Dark", exact=True).check()
    # What the page is when its body begins: nothing of it has been painted by then.
    reader.add_init_script(
        "new MutationObserver((_, self) => { if (document.body) { self.disconnect();"
        " window.atFirst = document.documentElement.dataset.scheme; } })"
        ".observe(document, { childList: true, subtree: true });"
    )
    reader.reload()
    assert reader.evaluate("() => window.atFirst") == "dark"


def test_without_scripts_there_is_no_switch_and_the_system_decides(site, somebody, alder):
    reader = somebody(color_scheme="dark", java_script_enabled=False)
    reader.goto(f"{alder.practice.base_url}/")
    expect(reader.locator("[data-scheme-switch]")).to_be_hidden()
    reader.emulate_media(color_scheme="light")
    expect(reader.locator("html")).to_have_css("background-color", LIGHT)
    reader.emulate_media(color_scheme="dark")
    expect(reader.locator("html")).to_have_css("background-color", DARK)


def test_paper_is_white_whatever_was_chosen(site, somebody, alder):
    reader = somebody(color_scheme="dark")
    reader.goto(f"{alder.practice.base_url}/")
    reader.get_by_label("Dark", exact=True).check()
    reader.emulate_media(media="print")
    assert paper(reader) == "rgb(255, 255, 255)"


def test_an_owner_sees_a_look_beside_the_form_before_it_is_live(site, somebody, alder):
    owner, reader = somebody(viewport={"width": 1600, "height": 1000}), somebody(color_scheme="light")
    sign_in(owner, alder.practice, alder.owner)
    owner.goto(f"{alder.practice.admin_url}settings/site_pages/practicesettings/")
    preview = owner.frame_locator("iframe[title=Preview]").first
    expect(preview.locator("html")).to_have_css("background-color", LIGHT, timeout=15_000)
    owner.wait_for_timeout(1500)  # what changes while Wagtail draws its first preview is seen with the next change only
    owner.locator("[name=theme]").select_option("plain")
    owner.locator("[name=brand]").fill("#ffd400")
    expect(owner.locator("[data-look-remarks]")).to_contain_text("Your yellow is too light for text on paper")
    expect(preview.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)", timeout=15_000)
    reader.goto(f"{alder.practice.base_url}/")
    assert paper(reader) == LIGHT
    owner.locator("[name=brand]").fill("yellowish")
    expect(owner.locator("[data-look-remarks]")).to_contain_text("“yellowish” can not be read as a colour")
    owner.locator("[name=brand]").fill("#ffd400")
    owner.get_by_role("button", name="Save").click()
    expect(owner.locator(".messages .success")).to_be_visible()
    reader.reload()
    assert paper(reader) == "rgb(255, 255, 255)"
    assert re.search(r"/look/[0-9a-f]{20}\.css", reader.content())


@pytest.mark.parametrize(
    "theme", [*list(THEMES)[:2], *(pytest.param(theme, marks=pytest.mark.thorough) for theme in list(THEMES)[2:])]
)
def test_words_that_do_not_fit_look_deliberate(site, somebody, alder, theme):
    """A practice with nothing but three hard titles and no picture; its other lists are empty."""
    with in_practice(alder.practice):
        make_article(LONG[:250], slug="long")
        make_article(UNBROKEN, slug="unbroken")
        make_article(RIGHT_TO_LEFT, slug="right-to-left", blocks=[{"paragraph": RIGHT_TO_LEFT}])
    look_of(alder.practice, theme=theme, brand="#ffd400", second="#c0ffee")
    reader = somebody()
    paths = ["/", "/articles/", "/articles/long/", "/articles/unbroken/", "/articles/right-to-left/", "/people/"]
    for width, scheme in ((320, "light"), (1440, "dark")):
        reader.set_viewport_size({"width": width, "height": 900})
        reader.emulate_media(color_scheme=scheme)
        for path in paths:
            reader.goto(f"{alder.practice.base_url}{path}")
            too_wide = reader.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            assert (path, width, too_wide <= 0) == (path, width, True)
            found = Axe().run(reader, options=RULES).response["violations"]
            assert [(path, scheme, one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
