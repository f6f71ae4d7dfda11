import pytest
from django.urls import reverse
from django.core import mail
from sites.scoping import in_practice
from tests.conftest import signed_in, reader, PASSWORD
from tests.building import make_article, make_picture
from cms.pages.models import BasePage
from wagtail.permissions import policy_registry
from cms.site_pages.models import PracticeSettings


def test_settings(alder, birch):
    print(policy_registry.get_by_type(PracticeSettings))
    for who in ("owner", "editor", "practitioner"):
        c = signed_in(getattr(alder, who), alder.practice)
        c.raise_request_exception = False
        for url in ["/admin/", reverse("wagtailsettings:edit", args=("site_pages", "practicesettings")), reverse("wagtailsettings:edit", args=("site_pages", "practicesettings", alder.practice.site_id)), reverse("wagtailsettings:edit", args=("site_pages", "practicesettings", birch.practice.site_id)),
            "/admin/collections/", "/admin/collections/add/", f"/admin/collections/{alder.practice.collection_id}/", "/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/workflows/list/", "/admin/workflows/tasks/index/", "/admin/redirects/", "/admin/redirects/add/","/admin/locales/", "/admin/practices/", "/admin/practice/people/", "/admin/practice/", "/admin/snippets/faq/faqentry/", "/admin/snippets/faq/faqentry/add/", "/admin/snippets/booking/bookingoffer/", "/admin/snippets/booking/bookingoffer/add/", "/admin/images/", "/admin/images/add/", "/admin/documents/", "/admin/documents/multiple/add/", "/admin/pages/", f"/admin/pages/{alder.practice.site.root_page_id}/", f"/admin/pages/{birch.practice.site.root_page_id}/", f"/admin/pages/{birch.practice.site.root_page_id}/edit/", "/admin/reports/workflow/", "/admin/reports/locked/", "/admin/reports/site-history/", "/admin/reports/page-types-usage/", "/admin/reports/aging-pages/", "/admin/forms/", "/admin/account/", "/admin/tag-autocomplete/", "/admin/styleguide/", "/admin/pages/search/?q=a"]:
            r = c.get(url)
            print(who, url, r.status_code, r.headers.get("Location", ""), b"Birch" in r.content)


def test_submit(alder):
    with in_practice(alder.practice):
        page = make_article("Own", owner=alder.practitioner, live=False)
        page.practice.workflow.start(page, alder.practitioner)
    for m in mail.outbox:
        print(m.to, m.subject, m.body)
    print(len(mail.outbox))


def test_reset(alder):
    c = reader(alder.practice)
    mail.outbox.clear()
    r = c.post("/admin/password_reset/", {"email": "OWNER@alder.example"})
    print(r.status_code, r.headers.get("Location"), [m.body for m in mail.outbox])

def test_media(alder):
    with in_practice(alder.practice):
        p = make_picture()
        r = p.get_rendition("width-480|format-webp")
        print(p.file.name, r.file.name, r.url)
    c = reader(alder.practice)
    c.raise_request_exception = False
    k = alder.practice.media_key
    for path in [r.file.name, p.file.name, f"{k}/renditions/..", f"{k}/renditions/.", f"{k}/renditions/", f"{k}/renditions/%00", f"{k}/renditions/../../x", f"{k}/renditions/" + "a" * 300, f"{k}/renditions/%2e%2e", f"/{k}/renditions/x", f"{k}/renditions/..%2foriginals"]:
        x = c.get("/media/" + path)
        print(path, x.status_code, dict(x.headers), x.cookies)
    for u in ["/", "/articles/", "/nothing/", "/admin/login/", "/healthz"]:
        x = c.get(u)
        print(u, x.status_code, dict(x.headers), x.cookies)
