"""Editors at work: sent back, submitted again, reviewed, scheduled, corrected while live, looked at again."""

import datetime
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.articles.models import ArticlePage
from sites.models import Membership
from sites.scoping import in_practice
from tests.building import make_article, make_profile
from tests.cms.reviewing.conftest import let_review

from .walking import give_password, let_it_keep, press_action, sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]
TITLE = "What one person can begin"


def editor_of_both(alder, birch):
    Membership.everywhere.create(practice=birch.practice, user=alder.editor, role="editor")


def desk_of(page, settings):
    page.goto(f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}/admin/desk/")
    return page.locator("main")


def take(page, title):
    """Follow the one next step of a row of the desk."""
    page.locator(".desk-row", has_text=title).locator(".desk-step").click()
    page.locator("#id_title").wait_for()


def decide_in_the_window(page, button, words=""):
    """Choose a decision in the editor; one that takes words stands in the menu and opens a window for them."""
    if words:
        page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name=button, exact=True).last.click()
    if words:
        page.locator(".modal-content textarea").fill(words)
        page.locator(".modal-content button[type=submit]").click()
    page.locator(".messages .success, .messages .error").first.wait_for()


def article() -> ArticlePage:
    return ArticlePage.objects.get(title=TITLE)


def test_an_article_takes_every_step_to_its_readers(site, somebody, settings, alder, birch):
    editor_of_both(alder, birch)
    with in_practice(alder.practice):
        draft = make_article(TITLE, live=False, owner=alder.practitioner)
        reviewing = let_review(alder.second_practitioner, alder.practice)
    writer, editor, reviewer, owner = (somebody() for _ in range(4))

    # The owner takes the second step in.
    sign_in(owner, alder.practice, alder.owner)
    owner.goto(f"{alder.practice.admin_url}articles-way/")
    owner.get_by_label("Clinical review after the approval").check()
    owner.get_by_role("button", name="Save", exact=True).click()
    owner.locator(".messages .success").wait_for()

    # The practitioner submits; the editor finds it on the desk over both practices and sends it back with a reason.
    sign_in(writer, alder.practice, alder.practitioner)
    writer.goto(f"{alder.practice.admin_url}pages/{draft.pk}/edit/")
    press_action(writer, "^Submit to")
    page = editor
    page.goto(f"http://{settings.INSTALLATION_DOMAIN}:{settings.PUBLIC_PORT}/admin/desk/")
    give_password(page, alder.editor)
    expect(page.locator("main")).to_contain_text("Articles that wait for you")
    expect(page.locator(".desk-row", has_text=TITLE)).to_contain_text("Alder Practice")
    take(page, TITLE)
    decide_in_the_window(page, "Send back with a comment", "Say in the second part what to do first.")

    # It is on the writer's desk with the reason; mended, and submitted again.
    writer.goto(alder.practice.admin_url)
    expect(writer.locator(".desk-row", has_text=TITLE)).to_contain_text("Say in the second part")
    take(writer, TITLE)
    writer.fill("#id_introduction", "First write down one sentence that is only about you.")
    press_action(writer, "^Resubmit")

    # Read, approved; then with the reviewer, who reads what changed and puts it live.
    desk_of(page, settings)
    take(page, TITLE)
    decide_in_the_window(page, "Approve")
    with in_practice(alder.practice):
        assert not article().live
    sign_in(reviewer, alder.practice, alder.second_practitioner)
    expect(reviewer.locator(".desk-row", has_text=TITLE)).to_contain_text("Review it")
    take(reviewer, TITLE)
    decide_in_the_window(reviewer, "Reviewed: publish")
    reader = somebody()
    with in_practice(alder.practice):
        path = article().url
    assert reader.goto(alder.practice.base_url + path).status == 200
    expect(reader.locator("main")).to_contain_text(f"Reviewed by {reviewing.title}")


def test_a_live_article_is_corrected_scheduled_and_looked_at_again(site, somebody, settings, alder):
    with in_practice(alder.practice):
        live = make_article("Waht one person can begin", owner=alder.practitioner)
        ArticlePage.objects.filter(pk=live.pk).update(review_due_date=timezone.localdate())
        later = make_article("What two can do", live=False, owner=alder.practitioner)
        make_profile("Pat Alder", person=alder.practitioner)
        path = live.url
    page = somebody()
    sign_in(page, alder.practice, alder.editor)

    # A typing slip is mended at once; more than that is not let through, and kept.
    page.goto(f"{alder.practice.admin_url}pages/{live.pk}/edit/")
    page.fill("#id_title", TITLE)
    press_action(page, "Publish as a typing correction")
    expect(page.locator(".messages")).to_contain_text("Readers see the corrected words now")
    reader = somebody()
    reader.goto(alder.practice.base_url + path)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.fill("#id_introduction", "Not one sentence of this introduction was here before, and it says something new.")
    press_action(page, "Publish as a typing correction")
    expect(page.locator(".messages")).to_contain_text("kept as a draft")
    page.goto(f"{alder.practice.admin_url}pages/{live.pk}/story/")
    expect(page.locator("main")).to_contain_text("corrected a typing slip")

    # Due: read again, and one click says that nothing needs changing.
    page.goto(alder.practice.admin_url)
    page.locator(".desk-row", has_text=TITLE).locator(".desk-step").click()
    page.get_by_role("button", name="I have read it: nothing needs changing").click()
    expect(page.locator(".messages")).to_contain_text("is noted")
    page.goto(alder.practice.admin_url)
    expect(page.locator("main")).not_to_contain_text("Due to be read again")

    # Scheduled for tomorrow: nobody reads it yet, and the desk says when they will.
    page.goto(f"{alder.practice.admin_url}pages/{later.pk}/edit/")
    schedule(page, timezone.localtime() + datetime.timedelta(days=1))
    press_action(page, "^(Publish|Schedule)")
    page.goto(alder.practice.admin_url)
    expect(page.locator("main")).to_contain_text("What goes live when")
    expect(page.locator(".desk-row", has_text="What two can do")).to_contain_text("in 1 day")
    assert reader.goto(f"{alder.practice.base_url}/articles/what-two-can-do/").status == 404


def schedule(page, moment):
    """Fill in the window of the side panel that says when an article goes live."""
    page.get_by_role("button", name=re.compile("Toggle status", re.I)).first.click()
    page.get_by_role("button", name=re.compile("Set schedule", re.I)).click()
    page.locator("#id_go_live_at").fill(f"{moment:%Y-%m-%d %H:%M}")
    # The calendar opens over the button, a tenth of a second after its field was entered.
    calendar = page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)
    page.locator(".w-dialog__title:visible").click()
    expect(calendar).to_have_count(0)
    page.get_by_role("button", name=re.compile("Save schedule", re.I)).click()
    let_it_keep(page)
