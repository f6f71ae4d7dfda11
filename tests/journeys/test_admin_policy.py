"""An owner works through the whole admin while the browser refuses every script that is not Wagtail's or ours."""

import re

import pytest
from playwright.sync_api import expect

from cms.articles.blocks import PageBodyBlock
from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.site_pages.models import HomePage
from sites.scoping import in_practice
from tests.building import make_article, make_picture, make_profile, picture_file

from .walking import add_block, body_blocks, choose_in_window, press_action, sign_in, write

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
# The tool for the focal point (Jcrop) sets an attribute that does nothing: "return;". Refusing it takes nothing away.
HARMLESS = {("script-src-attr", "inline", "/admin/images/")}
LISTEN = """addEventListener("securitypolicyviolation", event => window.refused(
    [event.effectiveDirective, event.blockedURI, event.documentURI, event.sample || ""]))"""


@pytest.fixture
def refused():
    """What the browser has refused: directive, what, on which page, how it begins."""
    return []


@pytest.fixture
def window(somebody, refused, site, alder):
    """The owner's window, signed in, that notes everything the browser refuses."""
    page = somebody()
    page.set_default_timeout(10_000)
    page.context.expose_function("refused", lambda found: refused.append(tuple(found)))
    page.context.add_init_script(LISTEN)
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, alder.practice, alder.owner)
    yield page
    # Leave the editor, which says good-bye to the server, before the tables are emptied.
    page.goto(alder.practice.admin_url)
    page.wait_for_load_state("networkidle")


def complaints(refused) -> list:
    """All that was refused but what is known to be harmless."""
    return [
        found for found in refused if not any(found[:2] == known[:2] and known[2] in found[2] for known in HARMLESS)
    ]


@pytest.fixture
def things(alder, birch):
    """Something on every shelf, so that no screen is empty."""
    with in_practice(alder.practice):
        picture = make_picture("A quiet room")
        make_profile("Pat Alder", person=alder.practitioner)
        make_article("An older article")
        article = make_article("The article", listing_image=picture)
        return {
            "article": article,
            "picture": picture,
            "index": ArticleIndexPage.objects.get(),
            "home": HomePage.objects.get(),
        }


def test_the_listener_hears_what_is_refused(window, refused, alder):
    """Without this the other tests could not fail."""
    window.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = '1'; document.body.append(s) }"
    )
    window.wait_for_timeout(300)
    assert [found[:2] for found in refused] == [("script-src-elem", "inline")]


def test_every_screen_of_the_menu_opens(window, refused, things, alder):
    start = alder.practice.admin_url
    article, index = things["article"].pk, things["index"].pk
    addresses = {
        *window.eval_on_selector_all("a[href^='/admin/']", "links => links.map(link => link.getAttribute('href'))"),
        f"/admin/pages/{index}/",
        f"/admin/pages/{index}/add_subpage/",
        f"/admin/pages/{article}/history/",
        f"/admin/pages/{article}/usage/",
        f"/admin/pages/{article}/delete/",
        f"/admin/pages/{article}/unpublish/",
        f"/admin/pages/{article}/copy/",
        f"/admin/pages/{things['home'].pk}/edit/",
        f"/admin/images/{things['picture'].pk}/",
        "/admin/images/multiple/add/",
        "/admin/documents/multiple/add/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/account/",
        "/admin/pages/search/",
        "/admin/practice/",
    }
    addresses = sorted(path for path in addresses if "logout" not in path and "#" not in path)
    assert len(addresses) >= 20
    opened = {}
    for path in addresses:
        opened[path] = window.goto(start.removesuffix("/admin/") + path).status
        window.wait_for_load_state("load")
    assert {path for path, status in opened.items() if status != 200} == set()
    window.wait_for_timeout(300)
    assert complaints(refused) == []


def test_the_editor_does_all_it_can(window, refused, things, alder):
    start = alder.practice.admin_url
    window.goto(f"{start}pages/{things['article'].pk}/edit/")
    for name, block in PageBodyBlock().child_blocks.items():
        before = body_blocks(window).count()
        add_block(window, block.label)
        assert body_blocks(window).count() == before + 1, name
    # Choosers of pictures and pages in blocks, the text editor, the table.
    picture = body_blocks(window).filter(has=window.get_by_role("button", name=re.compile("Choose an image"))).first
    picture.get_by_role("button", name=re.compile("Choose an image")).first.click()
    window.locator(".modal-content .image-choice").first.click()
    window.locator(".modal-content").wait_for(state="detached")
    write(window, body_blocks(window).nth(1), "Written under the policy.")
    # Rows for authors come and go.
    window.get_by_role("tab", name=re.compile("Authors", re.I)).first.click()
    window.get_by_role("button", name=re.compile("^Add author", re.I)).first.click()
    window.get_by_role("button", name=re.compile("Choose (a|an) ", re.I)).first.click()
    choose_in_window(window, "Pat Alder")
    expect(window.locator("#inline_child_authors-0, [data-inline-panel-child]").first).to_contain_text("Pat Alder")
    assert complaints(refused) == []


def open_calendar(page, field):
    """Go into a field for a date and wait for its calendar, which an inline script of Wagtail's has prepared."""
    page.locator(field).first.click()
    page.locator(".xdsoft_datetimepicker:visible").first.wait_for()
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("list_of", "filter_by", "field"),
    [
        ("pages/{index}/", "Date updated", "#id_latest_revision_created_at_0"),
        pytest.param("reports/site-history/", "Date", "#id_timestamp_0", marks=pytest.mark.thorough),
        pytest.param(
            "reports/aging-pages/", "Last published before", "#id_last_published_at", marks=pytest.mark.thorough
        ),
    ],
)
def test_lists_are_filtered_by_date(window, refused, things, alder, list_of, filter_by, field):
    window.goto(alder.practice.admin_url + list_of.format(index=things["index"].pk))
    window.get_by_role("button", name="Show filters").click()
    window.get_by_role("button", name=re.compile(f"^{filter_by}")).click()
    open_calendar(window, field)
    assert complaints(refused) == []


def test_a_page_is_moved_with_the_chooser(window, refused, things, alder):
    window.goto(f"{alder.practice.admin_url}pages/{things['article'].pk}/move/")
    window.locator(".page-chooser button[aria-label=Actions]").click()
    window.get_by_role("button", name="Choose another page").click()
    expect(window.locator(".modal-content")).to_contain_text("Articles")
    assert complaints(refused) == []


def test_an_article_is_previewed_scheduled_and_published(window, refused, things, alder):
    window.goto(f"{alder.practice.admin_url}pages/{things['article'].pk}/edit/")
    window.get_by_role("button", name="Toggle preview").click()
    preview = window.frame_locator("iframe#w-preview-iframe, iframe[title='Preview']").first
    expect(preview.get_by_role("heading", level=1)).to_have_text("The article")
    window.get_by_role("button", name="Toggle status").click()
    window.get_by_role("button", name=re.compile("^(Set|Edit) schedule")).first.click()
    open_calendar(window, "#id_go_live_at")
    press_action(window, "^Publish")
    expect(window.locator(".messages .success")).to_contain_text("The article")
    with in_practice(alder.practice):
        assert ArticlePage.objects.get(pk=things["article"].pk).live
    assert complaints(refused) == []


def test_a_picture_is_added_and_given_a_focal_point(window, refused, things, alder):
    window.goto(f"{alder.practice.admin_url}images/multiple/add/")
    file = {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": picture_file(colour="#123456").read()}
    window.locator("input[type=file]").first.set_input_files(file)
    window.get_by_role("button", name="Update").first.wait_for()
    window.goto(f"{alder.practice.admin_url}images/{things['picture'].pk}/")
    frame = window.locator(".jcrop-holder, .focal-point-chooser").first
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    window.mouse.move(box["x"] + 40, box["y"] + 40)
    window.mouse.down()
    window.mouse.move(box["x"] + 120, box["y"] + 120, steps=4)
    window.mouse.up()
    expect(window.locator("#id_focal_point_width")).not_to_have_value("")
    assert complaints(refused) == []
