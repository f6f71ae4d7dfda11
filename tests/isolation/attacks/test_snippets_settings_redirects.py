"""Attacks on the bank, offers, settings and old addresses: 33, 39, 41, 43 to 48."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.redirects.models import Redirect
from cms.site_pages.menus import page_ids
from cms.site_pages.models import PracticeSettings
from sites.scoping import in_practice
from tests.building import make_offer
from tests.conftest import reader
from tests.isolation import posting
from tests.isolation.two_sides import WORD

from .asking import absent, again, refused, same_as_nobodys, send, text_of

KINDS = {"faq/faqentry": "entry", "booking/bookingoffer": "offer", "redirects/redirect": "redirect"}
FORMS = {
    "faq/faqentry": lambda: {"question": "Taken?", "answer": posting.words()},
    "booking/bookingoffer": lambda: {"name": "Taken", "slug": "taken", "way": "phone", "state": "open"},
    "redirects/redirect": lambda: {"old_path": "/taken", "link": "https://alder.example/"},
}


def _unnamed(side, kind):
    """A thing of the practice's own that can be deleted: an offer that articles name can not."""
    if kind != "booking/bookingoffer":
        return getattr(side, KINDS[kind])
    with in_practice(side.practice):
        return make_offer("Named nowhere")


def snippet(kind, door, pk) -> str:
    return f"/admin/snippets/{kind}/{door}/{pk}/"


@pytest.mark.parametrize("kind", KINDS)
def test_33_bulk_actions_on_bs_snippets(kind, a, b, owner):
    path = f"/admin/bulk/{kind}/delete/?id="
    own, foreign = _unnamed(a, kind), getattr(b, KINDS[kind])
    assert (refused(owner, f"{path}{foreign.pk}"), refused(owner, f"{path}{foreign.pk}", {})) == (404, 404)
    assert WORD not in text_of(send(owner, f"{path}all"))
    assert refused(owner, f"{path}{own.pk}&id={foreign.pk}", {}) == 302
    assert again(a, own) is None


@pytest.mark.parametrize("kind", KINDS)
def test_39_copying_a_snippet_writes_over_the_original(kind, a, b, owner):
    own, foreign = getattr(a, KINDS[kind]), getattr(b, KINDS[kind])
    absent(owner, snippet(kind, "copy", own.pk), snippet(kind, "copy", foreign.pk))
    assert refused(owner, snippet(kind, "copy", foreign.pk), FORMS[kind]()) == 404


@pytest.mark.parametrize("door", ["edit", "delete", "usage", "history", "history-results"])
@pytest.mark.parametrize("kind", KINDS)
def test_39_every_other_door_to_bs_snippets(kind, door, a, b, owner, editor, practitioner):
    own, foreign = _unnamed(a, kind), getattr(b, KINDS[kind])
    for somebody in (owner, editor, practitioner):
        path = snippet(kind, door, foreign.pk)
        assert (refused(somebody, path), refused(somebody, path, FORMS[kind]())) == (404, 404)
    # Not all of these keep revisions; where the door is, one's own thing is behind it.
    assert send(owner, snippet(kind, door, own.pk)).status_code in (200, 404)
    assert send(owner, snippet(kind, "edit", own.pk), FORMS[kind]()).status_code == 302


def test_39_revisions_of_bs_bank(a, b, owner):
    kind = ContentType.objects.get_for_model(FaqEntry)
    (of_a,) = Revision.objects.filter(base_content_type=kind, object_id=a.entry.pk)
    (of_b,) = Revision.objects.filter(base_content_type=kind, object_id=b.entry.pk)
    base = "/admin/snippets/faq/faqentry/history/{}/revisions/{}/"
    for entry in (a.entry, b.entry):
        for door in (f"{of_b.pk}/revert", f"compare/{of_b.pk}...latest", f"compare/earliest...{of_b.pk}"):
            path = base.format(entry.pk, door)
            assert (refused(owner, path), refused(owner, path, FORMS["faq/faqentry"]())) == (404, 404)
    assert send(owner, base.format(a.entry.pk, f"{of_a.pk}/revert")).status_code == 200


@pytest.mark.parametrize("door", ["chosen/{}/", "chosen-multiple/?id={}"])
@pytest.mark.parametrize("kind", ["faq/faqentry", "booking/bookingoffer"])
def test_39_bs_snippet_is_chosen(kind, door, a, b, owner, practitioner):
    path = f"/admin/snippets/choose/{kind}/{door}"
    for somebody in (owner, practitioner):
        answer = same_as_nobodys(somebody, path.format(getattr(b, KINDS[kind]).pk))
        assert answer.status_code == 404 or answer.json()["result"] == []
        assert send(somebody, path.format(getattr(a, KINDS[kind]).pk)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_41_lists_count_ones_own(kind, a, b, owner):
    absent(owner, "/admin/snippets/")
    for path in (f"/admin/snippets/{kind}/", f"/admin/snippets/{kind}/results/"):
        for query in ("", f"?q={WORD[:-1]}", "?p=999", "?p=2", "?ordering=-pk"):
            assert same_as_nobodys(owner, path + query).status_code in (200, 404)
    model = type(getattr(a, KINDS[kind]))
    listed = send(owner, f"/admin/snippets/{kind}/").context["page_obj"].paginator.count
    assert listed == model._base_manager.filter(practice=a.practice).count()


def settings_of(site) -> str:
    return f"/admin/settings/site_pages/practicesettings/{site}/"


def test_43_a_setting_of_b(a, b, owner, editor):
    for somebody in (owner, editor):
        path = settings_of(b.practice.site_id)
        assert (refused(somebody, path), refused(somebody, path, posting.look())) == (404, 404)
        preview = f"{path}preview/"
        assert (refused(somebody, preview), refused(somebody, preview, posting.look())) == (404, 404)
    own = f"{settings_of(a.practice.site_id)}preview/"
    assert [send(somebody, own, posting.look()).status_code for somebody in (owner, editor)] == [200, 302]
    assert send(owner, settings_of(a.practice.site_id), posting.look()).status_code == 302
    assert (again(a, a.look).theme, PracticeSettings.objects.count()) == ("clinic", 2)
    absent(owner, "/admin/sites/", f"/admin/sites/edit/{b.practice.site_id}/", f"/admin/sites/{b.practice.site_id}/")


def test_44_a_setting_names_a_page_of_b(a, b, owner):
    """The menu and the footer hold pages, the look holds a logo."""
    path = settings_of(a.practice.site_id)
    assert refused(owner, path, posting.look(menu=[b.home.pk])) == 200
    assert refused(owner, path, posting.look(menu=[a.home.pk], footer=[b.article.pk])) == 200
    assert refused(owner, path, posting.look(logo=b.picture.pk)) == 200
    assert refused(owner, f"{path}preview/", posting.look(logo=b.picture.pk)) == 200
    assert refused(owner, path, posting.look(site=b.practice.site_id, site_id=b.practice.site_id)) == 302
    assert send(owner, path, posting.look(menu=[a.index.pk])).status_code == 302
    assert page_ids(again(a, a.look).menu) == [a.index.pk]


NEW = "/admin/snippets/redirects/redirect/add/"


def test_45_an_old_address_without_a_site_leads_away_from_b(a, b, owner):
    """There is nothing to leave empty: an old address is the practice's in whose scope it is made."""
    for number, forged in enumerate(({}, {"site": ""}, {"practice": ""}, {"practice": b.practice.pk})):
        sent = {"old_path": f"/hijack{number}", "link": "https://alder.example/", "is_permanent": "on", **forged}
        assert send(owner, NEW, sent).status_code == 302
        assert send(reader(a.practice), f"/hijack{number}").status_code == 301
        assert send(reader(b.practice), f"/hijack{number}").status_code in (301, 404)
        assert "alder" not in send(reader(b.practice), f"/hijack{number}").get("Location", "")
    home = send(owner, NEW, {"old_path": "/", "link": "https://alder.example/"})
    assert home.status_code == 200
    absent(owner, "/admin/redirects/", "/admin/redirects/add/", "/admin/redirects/import/")


def test_46_an_old_address_at_bs_site(a, b, owner):
    sent = {"old_path": "/moved", "link": "https://alder.example/", "site": b.practice.site_id}
    assert send(owner, NEW, sent).status_code == 302
    assert Redirect._base_manager.get(old_path="/moved").practice_id == a.practice.pk
    assert send(reader(b.practice), "/moved/").status_code == 404
    for path in ("//birch.anteroom.localhost/", "http://birch.anteroom.localhost/moved"):
        answer = send(owner, NEW, {"old_path": path, "link": "https://alder.example/"})
        assert (answer.status_code, WORD in text_of(answer)) in ((302, False), (200, False))


def test_47_an_old_address_leads_to_a_page_of_b(a, b, owner):
    assert refused(owner, NEW, {"old_path": "/there", "page": b.article.pk}) == 200
    assert refused(owner, snippet("redirects/redirect", "edit", a.redirect.pk), {"page": b.article.pk}) == 200
    assert send(owner, NEW, {"old_path": "/there", "page": a.article.pk}).status_code == 302
    assert WORD not in text_of(send(owner, "/admin/snippets/redirects/redirect/"))
    assert send(reader(a.practice), f"/{WORD.lower()}-old/").status_code == 404


def test_48_old_addresses_are_read_in_from_a_file(a, b, owner):
    """There is no such reading in; and no list of sites to choose from."""
    absent(owner, "/admin/redirects/import/", "/admin/redirects/import/process/", "/admin/redirects/report/")
    assert "site" not in send(owner, NEW).context["form"].fields


def test_48_a_taken_address_is_told_of_ones_own_only(a, b, owner):
    """Uniqueness ends at the practice: what B has is free here."""
    assert send(owner, NEW, {"old_path": b.redirect.old_path, "link": "https://alder.example/"}).status_code == 302
    assert send(owner, NEW, {"old_path": a.redirect.old_path, "link": "https://alder.example/"}).status_code == 200
    offer = {"name": "A talk", "slug": b.offer.slug, "way": "phone", "state": "open"}
    assert send(owner, "/admin/snippets/booking/bookingoffer/add/", offer).status_code == 302
    assert BookingOffer._base_manager.filter(slug=b.offer.slug).count() == 2
    bank = {"question": b.entry.question.replace(WORD, "Zanzi"), "answer": posting.words()}
    assert send(owner, "/admin/snippets/faq/faqentry/add/", bank).status_code == 302
