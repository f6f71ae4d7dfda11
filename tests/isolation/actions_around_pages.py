"""What people do beside pages: the bank, offers, old addresses, menus, colleagues, their own account."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Revision

from cms.faq.models import FaqEntry

from . import posting
from .actions import action


@action
def add_to_the_bank(me):
    answer = posting.words_with("LINK", id=me.key("page"), parentId=1)
    return "/admin/snippets/faq/faqentry/add/", {"question": f"{me.word}?", "answer": answer, **me.strange()}


@action
def edit_the_bank(me):
    answer = posting.words_with("DOCUMENT", id=me.key("document"))
    return f"/admin/snippets/faq/faqentry/edit/{me.key('entry')}/", {"question": f"{me.word}?", "answer": answer}


@action
def revert_the_bank(me):
    kind = ContentType.objects.get_for_model(FaqEntry)
    entry = me.key("entry")
    revisions = Revision.objects.filter(base_content_type=kind, object_id=str(me.key("entry"))).order_by("pk")
    revision = revisions.values_list("pk", flat=True).first() or 8_000_000
    sent = {"question": f"{me.word}, once more?", "answer": posting.words(), "revision": revision}
    return f"/admin/snippets/faq/faqentry/history/{entry}/revisions/{revision}/revert/", sent


@action
def delete_from_the_bank(me):
    return f"/admin/bulk/faq/faqentry/delete/?id={me.key('entry')}&id={me.key('entry')}", {}


def _offer(me) -> dict:
    sent = {"name": me.word, "slug": f"offer-{me.number}", "way": "phone", "state": "open", "is_default": "on"}
    return {**sent, "practitioner": me.key("profile"), **me.strange()}


@action
def add_an_offer(me):
    return "/admin/snippets/booking/bookingoffer/add/", _offer(me)


@action
def edit_an_offer(me):
    return f"/admin/snippets/booking/bookingoffer/edit/{me.key('offer')}/", _offer(me)


@action
def delete_an_offer(me):
    return f"/admin/snippets/booking/bookingoffer/delete/{me.key('offer')}/", {}


@action
def add_an_old_address(me):
    sent = {"old_path": f"/old-{me.number}", "page": me.key("page"), **me.strange()}
    return "/admin/snippets/redirects/redirect/add/", sent


@action
def edit_an_old_address(me):
    sent = {"old_path": f"/older-{me.number}", "page": me.key("page")}
    return f"/admin/snippets/redirects/redirect/edit/{me.key('redirect')}/", sent


@action
def delete_an_old_address(me):
    return f"/admin/snippets/redirects/redirect/delete/{me.key('redirect')}/", {}


@action
def change_the_menu(me):
    site = (me.there if me.number % 4 == 0 else me.here).practice.site_id
    form = posting.look(menu=[me.key("page")], footer=[me.key("page")])
    return f"/admin/settings/site_pages/practicesettings/{site}/", form | me.strange()


@action
def change_the_practice(me):
    facts = {
        "name": me.here.practice.name,
        "strapline": me.word,
        "country": "GB",
        "language": me.here.practice.language,
    }
    return "/admin/practice/", {
        **facts,
        "time_zone": "Europe/London",
        "slug": "birch",
        "media_key": "x",
        **me.strange(),
    }


@action
def invite_somebody(me):
    addresses = [f"new{me.number}@example.org", me.there.editor.email, "both@example.org", me.here.editor.email]
    sent = {"email": addresses[me.number % 4], "name": me.word, "role": "editor", **me.strange()}
    return "/admin/practice/people/new/", sent


@action
def change_a_role(me):
    role = ("practitioner", "editor", "owner")[me.number % 3]
    return f"/admin/practice/people/edit/{me.key('membership')}/", {"role": role, "user": me.there.owner.pk}


@action
def let_somebody_go(me):
    return f"/admin/practice/people/delete/{me.key('membership')}/", {}


@action
def change_ones_account(me):
    return "/admin/account/", {
        "name_email-first_name": me.word,
        "name_email-last_name": "New",
        "name_email-email": me.there.owner.email,
        "is_superuser": "on",
        "locale-preferred_language": "",
        "locale-current_time_zone": "Europe/London",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
