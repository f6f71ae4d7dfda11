"""The people of a practice as readers see them: profile pages with credentials."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks.text import TEXT_FEATURES
from cms.media import renditions
from cms.media.album import pictures_with_sizes
from cms.pages.models import BasePage
from sites.statements import Statement


class PeopleIndexPage(BasePage):
    """All practitioners of the practice."""

    open_to_practitioners = True
    template = "pages/people_index_page.html"
    max_count_per_parent = 1
    parent_page_types = ["site_pages.HomePage"]
    subpage_types = ["people.PractitionerPage"]
    page_description = "The list of the practice's people."

    class Meta:
        verbose_name = "people"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        profiles = PractitionerPage.objects.child_of(self).live().order_by("path")
        context["people"] = list(profiles.select_related("listing_image")[:100])
        renditions.prefetch([profile.listing_image for profile in context["people"]])
        return context


class PractitionerPage(BasePage):
    """One person: who, with which training, for what."""

    template = "pages/practitioner_page.html"
    parent_page_types = ["people.PeopleIndexPage"]
    subpage_types = []
    page_description = "A person of the practice, with credentials. Authors of articles are chosen from these."

    # Whose login this is; a byline can exist without one.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    role_title = models.CharField(max_length=120, blank=True, help_text="For example “Integrative counsellor”.")
    supervision = models.CharField(
        max_length=240,
        blank=True,
        help_text="For who works under supervision: by whom, with their title and number. Many places require that "
        "readers are told.",
    )
    about = RichTextField(features=TEXT_FEATURES, blank=True, validators=[MaxLengthValidator(20_000)])
    interests = models.TextField(blank=True, max_length=1000, help_text="One on each line.")
    languages = models.CharField(max_length=200, blank=True, help_text="Separated by commas.")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("role_title"),
        FieldPanel("supervision"),
        FieldPanel("listing_image", heading="Portrait"),
        FieldPanel("about"),
        MultiFieldPanel([FieldPanel("interests"), FieldPanel("languages")], heading="In their work"),
        InlinePanel("credentials", heading="Credentials", label="Credential", max_num=12),
        FieldPanel("person", heading="Login", help_text="Whose articles these are, if this person signs in here."),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("about"), index.SearchField("role_title")]

    class Meta:
        verbose_name = "practitioner"

    @property
    def interest_list(self) -> list[str]:
        return [line.strip() for line in self.interests.splitlines() if line.strip()]

    @property
    def language_list(self) -> list[str]:
        return [name.strip() for name in self.languages.split(",") if name.strip()]

    @property
    def shown_credentials(self) -> list["Credential"]:
        """The credentials that hold today, in their order. Readers never see an expired one."""
        if self._known_credentials is None:
            self._known_credentials = list(self.credentials.all())
        return holding(self._known_credentials)

    _known_credentials = None  # looked up once; see fetch_credentials()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        [self.listing_image] = pictures_with_sizes([self.listing_image_id])
        return context


class Credential(Orderable):
    """A qualification or registration, with where it can be checked."""

    page = ParentalKey(PractitionerPage, on_delete=models.CASCADE, related_name="credentials")
    title = models.CharField(max_length=160, help_text="For example “MA in Counselling”.")
    body = models.CharField("issued by", max_length=160, blank=True)
    number = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=120, blank=True, help_text="The state or country it holds for.")
    verify_url = models.URLField("where readers can check it", blank=True)
    expires_date = models.DateField("valid until", null=True, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("number"),
        FieldPanel("region"),
        FieldPanel("verify_url"),
        FieldPanel("expires_date"),
    ]

    def __str__(self):
        return self.title

    @property
    def holds(self) -> bool:
        """Whether it is valid today, by the practice's calendar; the last day counts."""
        return self.expires_date is None or self.expires_date >= timezone.localdate()


def holding(credentials: list[Credential]) -> list[Credential]:
    """Those that hold today."""
    return [each for each in credentials if each.holds]


_CREDENTIALS = Statement(lambda pages: Credential.objects.filter(page__id__in=pages).order_by("sort_order"))


def fetch_credentials(profiles: list[BasePage]):
    """Give these profiles their credentials in one query; they may be plain pages, which then know no others."""
    found: dict[int, list[Credential]] = {profile.pk: [] for profile in profiles}
    if profiles:
        for credential in _CREDENTIALS(pages=list(found)):
            found[credential.page_id].append(credential)
    for profile in profiles:
        profile._known_credentials = found[profile.pk]
