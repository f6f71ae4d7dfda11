"""A practice in plain values, to be compared as a whole."""

from django.test import Client
from wagtail.models import WorkflowPage

from cms.booking.models import BookingOffer
from cms.pages.models import BasePage
from cms.site_pages.menus import page_ids
from cms.site_pages.models import PracticeSettings
from sites.models import Invitation, Membership, Practice
from sites.scoping import in_practice
from tests.conftest import at_the_installation_as


def shape(practice) -> dict:
    """Everything that opening a practice makes, without ids."""
    practice = Practice.objects.get(pk=practice.pk)
    site, workflow = practice.site, practice.workflow
    with in_practice(practice):
        slugs = dict(BasePage.objects.values_list("pk", "slug"))
        look = PracticeSettings.objects.filter(site=site).first()
        return {
            "facts": (
                practice.name, practice.state, practice.country, practice.time_zone, practice.language, practice.phone
            ),
            "hosts": dict(practice.hosts.values_list("host", "is_primary")),
            "site": (site.hostname, site.port, site.site_name, slugs[site.root_page_id]),
            "collection": (practice.collection.name, practice.collection.depth),
            "workflow": workflow
            and (
                list(workflow.tasks.values_list("name", flat=True)),
                [slugs[pk] for pk in WorkflowPage.objects.filter(workflow=workflow).values_list("page_id", flat=True)],
            ),
            "pages": [
                (page.specific_class.__name__, page.slug, page.live, page.show_in_menus)
                for page in BasePage.objects.exclude(depth=1).order_by("path")
            ],
            "settings": look
            and (
                [slugs.get(pk) for pk in page_ids(look.menu)],
                [slugs.get(pk) for pk in page_ids(look.footer_links)],
                look.footer_text,
            ),
            "offers": list(BookingOffer.objects.values_list("name", "slug", "way", "is_default")),
            "people": [
                (member.user.email, str(member.user), member.role)
                for member in Membership.objects.select_related("user").order_by("pk")
            ],
            "invited": list(Invitation.objects.waiting().order_by("email").values_list("email", "name", "role")),
        }  # fmt: skip


def operators_browser(operator) -> Client:
    """A browser at the installation's own host, signed in with a second factor."""
    return at_the_installation_as(operator)
