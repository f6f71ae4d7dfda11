"""Every door of Wagtail's admin that takes the id of something, tried at A's address with an id of B."""

from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.urls import pages as page_urls

from cms.articles.models import ArticlePage
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from sites.scoping import in_practice
from tests.building import guard_asleep, make_article, make_picture
from tests.conftest import signed_in

SECRET = "Zanzibar"  # in every title of B; no answer to A may hold it


def page_doors(pk) -> list[str]:
    """Every address of Wagtail's admin that takes the id of a page and nothing else."""
    urls = []
    for pattern in page_urls.urlpatterns:
        with suppress(NoReverseMatch):
            urls.append(reverse(f"wagtailadmin_pages:{pattern.name}", args=(pk,)))
    return [*urls, reverse("wagtailadmin_explore", args=(pk,))]


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_no_door_opens_on_a_page_of_the_other_practice(role, alder, birch):
    with in_practice(birch.practice), guard_asleep():
        page = make_article(f"{SECRET} article", owner=getattr(alder, role))  # even one that says it is theirs
    client = signed_in(getattr(alder, role), alder.practice)
    urls = [*page_doors(page.pk), *page_doors(birch.practice.site.root_page_id)]
    assert len(urls) > 30
    for url in urls:
        for response in (client.get(url), client.post(url, {"title": "Taken", "action-publish": "1"})):
            assert (url, response.status_code in (302, 403, 404, 405)) == (url, True)
            assert SECRET not in response.content.decode() + response.headers.get("Location", "")
    with in_practice(birch.practice):
        page = ArticlePage.objects.get(pk=page.pk)
        assert (page.live, page.get_latest_revision_as_object().title) == (True, f"{SECRET} article")


@pytest.mark.parametrize("role", ["practitioner", "editor", "owner"])
def test_no_door_opens_on_other_things_of_the_other_practice(role, alder, birch):
    with in_practice(birch.practice), guard_asleep():
        entry = FaqEntry.objects.create(question=f"{SECRET}?", answer="<p>Yes.</p>")
        offer = BookingOffer.objects.get()
        picture = make_picture(f"{SECRET} picture", uploaded_by_user=getattr(alder, role))
    things = [
        ("wagtailsnippets_faq_faqentry:edit", entry.pk),
        ("wagtailsnippets_faq_faqentry:delete", entry.pk),
        ("wagtailsnippets_booking_bookingoffer:edit", offer.pk),
        ("wagtailimages:edit", picture.pk),
        ("wagtailimages:delete", picture.pk),
        ("wagtailimages:preview", (picture.pk, "original")),
        ("wagtailsettings:edit", ("site_pages", "practicesettings", birch.practice.site_id)),
        ("wagtailadmin_collections:edit", birch.practice.collection_id),
    ]
    client = signed_in(getattr(alder, role), alder.practice)
    for name, args in things:
        response = client.get(reverse(name, args=args if isinstance(args, tuple) else (args,)))
        assert (name, response.status_code in (302, 403, 404)) == (name, True)
        assert SECRET not in response.content.decode()
