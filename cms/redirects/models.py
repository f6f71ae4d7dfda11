"""An old address of one practice, and where it leads."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.encoding import uri_to_iri
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.pages.models import BasePage
from sites.models import PracticeOwned
from sites.roles import Ability


def normal_path(address: str) -> str:
    """The path of an address the way it is stored and looked up: decoded, a slash in front, none at the end."""
    path = uri_to_iri(urlsplit(address.strip()).path)
    return "/" + path.strip("/")


def path_of(url_path: str, slug: str) -> str:
    """The path that readers use for a page's ``url_path``, which begins with its practice's slug."""
    return "/" + url_path.removeprefix(f"/{slug}/").strip("/")


class Redirect(PracticeOwned):
    """Whoever comes by an old address of the practice is led on.

    Not Wagtail's own redirects: their site may be left empty, and then they lead away from every practice's pages.
    """

    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.EDIT)

    old_path = models.CharField(
        "old address", max_length=255, help_text="What stands after the host, for example “/blog/sleep”."
    )
    page = models.ForeignKey(
        BasePage, verbose_name="leads to the page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    link = models.URLField("or to another address", blank=True, max_length=500)
    by_itself = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [
        FieldPanel("old_path"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("link")], heading="Where it leads"),
    ]

    class Meta:
        verbose_name = "old address"
        verbose_name_plural = "old addresses"
        ordering = ["old_path"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "old_path"],
                name="old_path_within_practice",
                violation_error_message="This old address leads somewhere already. Change that entry instead.",
            )
        ]

    def __str__(self):
        return self.old_path

    def clean(self):
        super().clean()
        self.old_path = normal_path(self.old_path)
        if self.old_path == "/":
            raise ValidationError({"old_path": "This is the home page's own address. Type one that is gone."})
        if bool(self.page_id) == bool(self.link):
            raise ValidationError({"link": "Choose a page or type an address, not both."})
        if any(path_of(page.url_path, self.practice.slug) == self.old_path for page in self._live_pages()):
            raise ValidationError({"old_path": "A page lives at this address, so readers see that one instead."})

    def _live_pages(self):
        return BasePage.objects.live().filter(url_path=f"/{self.practice.slug}{self.old_path}/")

    @property
    def destination(self) -> str:
        """Where it leads now; empty when the page is not live."""
        if self.page_id is None:
            return self.link
        return self.page.url if self.page.live else ""
