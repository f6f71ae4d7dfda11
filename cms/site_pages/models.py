"""Home, services, standing pages, contact; and the practice's look and menus."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin
from wagtail.search import index

from cms.articles.blocks import PageBodyBlock
from cms.articles.models import live_articles
from cms.articles.reading import Reading, prepare_body, prepare_cards
from cms.articles.safety import PAGE_SAFETY_PANEL, DiscreetByItself, crisis_introduction
from cms.blocks.pictures import film_hosts
from cms.booking.offers import next_step, offer_with_id, open_offers
from cms.looks.fields import LookFields
from cms.pages.models import BasePage
from cms.people.models import PractitionerPage
from sites.own_references import OwnReferencesForm
from sites.roles import Ability

from . import look_previewing
from .look_panels import LOOK_PANELS
from .menus import FooterLinkBlock, MenuItemBlock
from .policies import PracticeSettingPolicy

ON_HOME = 4
NOT_FOR_PAGES = "what-this-site-contacts"  # cms/notices answers there, and no page would be seen


class BodyPage(BasePage):
    """Shared by pages with a body and a picture."""

    picture_caption = models.CharField("caption of the picture", max_length=250, blank=True)
    body = StreamField(PageBodyBlock(), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("listing_image"),
        FieldPanel("picture_caption"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.film_hosts = film_hosts(self.body)
        super().save(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        prepare_body(self)
        context.update(authors=[], reading=Reading(self, []))
        return context


class HomePage(BodyPage):
    """The practice's front door."""

    template = "pages/home_page.html"
    parent_page_types = []  # made by provisioning, one for each practice
    subpage_types = [
        "articles.ArticleIndexPage",
        "people.PeopleIndexPage",
        "site_pages.ServiceIndexPage",
        "site_pages.StandardPage",
        "site_pages.ContactPage",
    ]
    page_description = "The practice's front door."

    class Meta:
        verbose_name = "home"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        latest = list(live_articles()[:ON_HOME])
        people = list(PractitionerPage.objects.live().select_related("listing_image").order_by("path")[:6])
        services = list(ServicePage.objects.live().select_related("listing_image").order_by("path")[:6])
        prepare_cards([*latest, *people, *services, self])
        context.update(latest=latest, people=people, services=services, closing_step=next_step("default", None, []))
        return context


class ServiceIndexPage(BasePage):
    """What the practice offers."""

    template = "pages/service_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["site_pages.HomePage"]
    subpage_types = ["site_pages.ServicePage"]
    page_description = "The list of services."

    class Meta:
        verbose_name = "services"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        services = ServicePage.objects.child_of(self).live().select_related("listing_image").order_by("path")
        context["services"] = list(services[:60])
        prepare_cards(context["services"])
        return context


class ServicePage(BodyPage):
    """One service: for whom, how, what it costs, how to book."""

    template = "pages/service_page.html"
    parent_page_types = ["site_pages.ServiceIndexPage"]
    subpage_types = []
    page_description = "One service, with its booking offer."

    offer = models.ForeignKey(
        "booking.BookingOffer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Left empty, the practice's default is shown.",
    )
    content_panels = [*BodyPage.content_panels, FieldPanel("offer")]

    class Meta:
        verbose_name = "service"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        own = offer_with_id(self.offer_id)
        context["closing_step"] = next_step("chosen" if own else "default", own, [])
        return context


class StandardPage(DiscreetByItself, BodyPage):
    """Privacy, fees, about, and whatever else stands for longer."""

    template = "pages/standard_page.html"
    parent_page_types = ["site_pages.HomePage", "site_pages.StandardPage"]
    subpage_types = ["site_pages.StandardPage"]
    page_description = "About, fees, privacy and the like."

    safety_mode = models.BooleanField(
        default=False,
        help_text="For a page that a reader may be in danger for reading, for example about violence at home.",
    )
    content_panels = [*BodyPage.content_panels, PAGE_SAFETY_PANEL]

    class Meta:
        verbose_name = "standing page"

    def clean(self):
        super().clean()
        if self.slug == NOT_FOR_PAGES:
            raise ValidationError({"slug": f"“{NOT_FOR_PAGES}” is an address of the site’s own. Choose another one."})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["crisis_introduction"] = crisis_introduction(self.body) if self.in_safety_mode else ""
        return context


class ContactPage(BodyPage):
    """How to reach the practice, and everything that can be booked."""

    template = "pages/contact_page.html"
    max_count_per_parent = 1
    parent_page_types = ["site_pages.HomePage"]
    subpage_types = []
    page_description = "How to reach the practice, with all its booking offers."

    class Meta:
        verbose_name = "contact and booking"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["offers"] = open_offers()
        return context


NOTICES_PANELS = [
    HelpPanel(template="wagtailadmin/notices/standard_words.html"),
    FieldPanel("advice_notice"),
    FieldPanel("emergency_notice"),
    FieldPanel("credentials_notice"),
    FieldPanel("business_facts"),
    FieldPanel("access_limits"),
]


class FeedContent(models.TextChoices):
    """How much of an article its feeds hold."""

    FULL = "full", "The whole article"
    SUMMARY = "summary", "The introduction, with a link"


@register_setting(icon="view", name="site-settings", order=10)
class PracticeSettings(PreviewableMixin, LookFields, BaseSiteSetting):
    """The practice's look, menus and footer."""

    practice_path = "site__practice"
    # Asked by sites/policies.py and sites/auth.py: the owner's to change.
    needs = {"change": Ability.CONFIGURE, "view": Ability.CONFIGURE}
    base_form_class = OwnReferencesForm

    look_before = models.JSONField(default=dict, blank=True, editable=False)
    menu = StreamField(
        [("item", MenuItemBlock())], blank=True, max_num=8, help_text="Shown at the top of every page, in this order."
    )
    footer_text = models.TextField(blank=True, max_length=400)
    footer_links = StreamField([("item", FooterLinkBlock())], blank=True, max_num=12)
    # In the owner's words; empty, the country's standard words stand there (cms/notices). Never nothing.
    advice_notice = models.TextField("no substitute for advice", blank=True, max_length=600)
    emergency_notice = models.TextField(
        "not for emergencies",
        blank=True,
        max_length=600,
        help_text="The country's emergency number is added where your words do not name it.",
    )
    credentials_notice = models.TextField(
        "titles and registers", blank=True, max_length=600, help_text="Stands on the page of your people."
    )
    business_facts = models.TextField(
        "facts about the business", blank=True, max_length=600, help_text="One on each line. They stand in the footer."
    )
    access_limits = models.TextField(
        "what is not accessible yet",
        blank=True,
        max_length=1000,
        help_text="One on each line, for example a leaflet that a screen reader cannot read, or steps to your door. "
        "They stand on the page about accessibility.",
    )
    feed_content = models.CharField(
        "feeds hold",
        max_length=10,
        choices=FeedContent,
        default=FeedContent.FULL,
        help_text="Feeds are for people who follow you in a reading program. They are at /feed.atom and /feed.json.",
    )
    may_answer = models.BooleanField(
        "may be found in answers",
        default=True,
        help_text="Machines that answer questions may read your pages in order to find you and name you as the source.",
    )
    may_train = models.BooleanField(
        "may be used for training",
        default=False,
        help_text="Companies may collect your pages in order to train models. This asks them; it can not force them.",
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(LOOK_PANELS, heading="Look"),
            ObjectList([FieldPanel("menu")], heading="Menu"),
            ObjectList([FieldPanel("footer_text"), FieldPanel("footer_links")], heading="Footer"),
            ObjectList(NOTICES_PANELS, heading="Notices"),
            ObjectList(
                [
                    FieldPanel("feed_content"),
                    MultiFieldPanel([FieldPanel("may_answer"), FieldPanel("may_train")], heading="Answering machines"),
                ],
                heading="Reading",
            ),
        ]
    )

    class Meta:
        verbose_name = "look and menus"

    @classmethod
    def get_permission_policy(cls):
        return PracticeSettingPolicy(cls)

    def save(self, *args, **kwargs):
        """Remembers the look that was there before, so that an owner who tried something can have it back."""
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        if before is not None and before.look != self.look:
            self.look_before = asdict(before.look)
        super().save(*args, **kwargs)

    # --- seen before it is saved: Wagtail keeps what is typed with the person, and draws it with this ---

    preview_modes = look_previewing.MODES
    is_previewed = False

    def get_full_url(self):
        return f"{self.site.practice.base_url}/"

    full_url = property(get_full_url)

    def serve_preview(self, request, mode_name):
        return look_previewing.drawn(self, request, mode_name)
