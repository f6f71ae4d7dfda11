"""What a practice finds when it is opened: pages, menus and a first booking offer, ready to be changed."""

from django.utils import timezone

from cms.articles.models import ArticleIndexPage
from cms.booking.models import BookingOffer
from cms.people.models import PeopleIndexPage
from sites.provisioning import first_thing

from .models import ContactPage, HomePage, PracticeSettings, ServiceIndexPage, StandardPage

# Class, slug, title, introduction, whether it is live from the first day, whether it stands in the menu.
FIRST_PAGES = [
    (ArticleIndexPage, "articles", "Articles", "", True, True),
    (ServiceIndexPage, "services", "Services", "", True, True),
    (PeopleIndexPage, "people", "People", "", True, True),
    (StandardPage, "about", "About us", "", False, True),
    (StandardPage, "fees", "Fees", "", False, True),
    (
        StandardPage,
        "privacy",
        "Privacy",
        "This site sets no cookies for readers, loads nothing from other companies, and does not watch who reads what.",
        True,
        False,
    ),
    (ContactPage, "contact", "Contact and booking", "", True, True),
]


@first_thing
def give_first_pages(practice):
    """Pages that every practice needs. A page that was made once and deleted is not made again."""
    home = HomePage.objects.get(pk=practice.site.root_page_id)
    if home.numchild:
        return
    for model, slug, title, introduction, live, in_menu in FIRST_PAGES:
        page = model(title=title, slug=slug, introduction=introduction, live=live, show_in_menus=in_menu)
        if live:
            page.first_published_at = page.last_published_at = timezone.now()
        home.add_child(instance=page)
        page.save_revision()


@first_thing
def give_settings(practice):
    """The look and a menu of the pages that are live."""
    settings, is_new = PracticeSettings.objects.get_or_create(site=practice.site)
    if is_new:
        pages = HomePage.objects.get(pk=practice.site.root_page_id).get_children().order_by("path")
        settings.menu = [("item", {"page": page}) for page in pages if page.show_in_menus]
        settings.footer_text = practice.name
        settings.footer_links = [("item", {"page": page}) for page in pages.filter(slug__in=["privacy", "contact"])]
        settings.save()


@first_thing
def give_default_offer(practice):
    """One way to come: the telephone, or mail where there is no number."""
    if BookingOffer.objects.exists():
        return
    way = BookingOffer.Way.PHONE if practice.phone else BookingOffer.Way.EMAIL
    BookingOffer.objects.create(
        name="A first conversation", slug="first-conversation", way=way, is_default=True, by_phone=True
    )
