"""A reader leaves a page in safety mode: by pointer, by keyboard, by three presses of Shift, and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.pages.models import BasePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import open_with_people
from tests.demonstration.test_accessible import RULES
from tests.journeys.walking import looks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TITLE = "If you are afraid at home"
ELSEWHERE = "https://weather.example/"
CONTROL = "[data-quick-exit]"
LONG = [
    {"heading": {"level": 2, "text": f"Part {n}"}}
    if n % 4 == 0
    else {"paragraph": "A [link](tel:+441632960001). " * 30}
    for n in range(24)
]


@pytest.fixture
def article(site, settings):
    """A long article of a topic in safety mode, and its practice."""
    settings.QUICK_EXIT_URL = ELSEWHERE
    practice = open_with_people("alder", "Alder Practice").practice
    with in_practice(practice):
        topic = TopicPage(title="At home", slug="for-one", safety_mode=True)
        BasePage.objects.type(ArticleIndexPage).get().add_child(instance=topic)
        page = make_article(TITLE, LONG, topics=[topic], slug="a-note", content_note="It speaks of fear.")
    page.full = f"{practice.base_url}/articles/a-note/"
    page.index = practice.base_url + "/articles/"
    return page


@pytest.fixture
def reader(somebody, article):
    """Opens a window that came to the article from the list, and notes every host that is asked."""

    def come(**options):
        page = somebody(**options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.route(
            ELSEWHERE, lambda route: route.fulfill(body="<title>Weather</title>Rain later.", content_type="text/html")
        )
        page.goto(article.index)
        page.goto(article.full)
        return page

    return come


def has_left(page) -> bool:
    page.wait_for_timeout(400)
    return page.url == ELSEWHERE


def press_shift(page, times, pause=100):
    for _ in range(times):
        page.keyboard.press("Shift")
        page.wait_for_timeout(pause)


def by_pointer(page):
    page.locator(CONTROL).click()


def by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip-link"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('[data-quick-exit]')")
    page.keyboard.press("Enter")


def by_shift(page):
    press_shift(page, 3)


@pytest.mark.parametrize("way", [by_pointer, by_keyboard, by_shift])
def test_leaving_takes_the_pages_place_in_this_tabs_history(reader, article, way):
    page = reader()
    assert page.title() == "Alder Practice"
    assert [url for url in page.asked if "weather" in url] == []  # nothing is asked of it before
    way(page)
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url == article.index
    page.go_forward()
    assert page.url == ELSEWHERE


def test_the_page_is_blank_before_the_other_one_is_asked(reader):
    """However slow the other site is, there is nothing left to see while the browser waits for it."""
    page, said = reader(), []
    page.on("console", lambda line: said.append(line.text))
    page.evaluate(
        "() => addEventListener('beforeunload', () => console.log(`${document.title}|${document.body.innerText}|`))"
    )
    press_shift(page, 3)
    page.wait_for_url(ELSEWHERE)
    assert said == ["Alder Practice||"]


def two_presses(page):
    press_shift(page, 2)


def slow_presses(page):
    press_shift(page, 3, pause=1300)


def backwards_by_keyboard(page):
    for _ in range(4):
        page.keyboard.press("Shift+Tab")


def capitals_in_a_field(page):
    page.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    page.locator("main input").focus()
    press_shift(page, 4)


def other_shortcuts(page):
    for _ in range(4):
        page.keyboard.press("Control+Shift")


@pytest.mark.parametrize(
    "habit", [two_presses, slow_presses, backwards_by_keyboard, capitals_in_a_field, other_shortcuts]
)
def test_ordinary_use_of_shift_does_not_lead_away(reader, habit):
    page = reader()
    habit(page)
    assert not has_left(page)


def test_without_scripts_it_is_a_plain_link(reader, article):
    page = reader(java_script_enabled=False)
    control = page.locator(CONTROL)
    assert control.inner_text() == "Leave this page"  # no promise of a key that would do nothing
    control.click()
    page.wait_for_url(ELSEWHERE)
    before = page.asked.count(article.full)
    page.go_back()
    # What cannot hold: Back shows the page again. It is asked for anew, since no cache has kept it.
    assert (page.url, page.asked.count(article.full) - before) == (article.full, 1)


def test_a_page_in_the_middle_of_history_comes_back_only_from_the_server(reader, article):
    page = reader()
    page.goto(article.index)
    before = page.asked.count(article.full)
    page.go_back()
    assert (page.url, page.asked.count(article.full) - before) == (article.full, 1)


@pytest.mark.parametrize("size", [(360, 640), (1440, 900), (320, 256)])
def test_the_control_is_always_in_view_and_never_over_what_has_the_focus(reader, size):
    page = reader(viewport={"width": size[0], "height": size[1]})
    for place in (0, 0.5, 1):
        page.evaluate("place => scrollTo(0, place * document.documentElement.scrollHeight)", place)
        box = page.locator(CONTROL).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        assert box["height"] >= 44
    covered = page.evaluate(
        """() => [...document.querySelectorAll("main a[href], footer a[href], summary")].filter((link) => {
            link.focus();
            const strip = document.querySelector(".quick-exit").getBoundingClientRect();
            return link.getBoundingClientRect().bottom > strip.top + 1;
        }).map((link) => link.textContent)"""
    )
    assert covered == []
    # The last line of the page ends above the strip.
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    assert page.evaluate(
        "() => document.querySelector('footer').getBoundingClientRect().bottom"
        " <= document.querySelector('.quick-exit').getBoundingClientRect().top + 1"
    )
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "scheme"), looks())
def test_the_rules_of_accessibility(reader, article, width, scheme):
    page = reader(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.locator(".safety-history summary").click()
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


def test_skipping_leads_past_the_text(reader):
    page = reader()
    page.get_by_role("link", name="Skip to the end of the text").click()
    assert page.url.endswith("#end-of-text")
    assert page.evaluate("() => document.activeElement.id") == "end-of-text"


def test_the_article_says_nothing_of_itself_but_in_its_own_text(reader, article):
    page = reader()
    html = page.content()
    head = html.partition("</head>")[0]
    assert TITLE not in head
    # Its address stands there (canonical, and for a card of the link), and the address bar has that too.
    assert head.count(article.full) == 2
    assert "a-note" not in head.replace(article.full, "")
