"""Booking offers: what a reader can do next, and how."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from sites import telephone
from sites.models import PracticeOwned
from sites.roles import Ability
from sites.scoping import current_practice


class BookingOffer(PracticeOwned, index.Indexed):
    """One way to come to the practice: a first conversation, a session, a call."""

    class Way(models.TextChoices):
        """Who takes the booking. Booking services follow in cms/booking/providers/."""

        PHONE = "phone", "By telephone"
        EMAIL = "email", "By e-mail"
        LINK = "link", "At a booking address"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed for now"

    needs = {
        "view": Ability.READ,
        "add": Ability.CONFIGURE,
        "change": Ability.CONFIGURE,
        "delete": Ability.CONFIGURE,
    }

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        "address",
        max_length=60,
        blank=True,
        help_text="The end of its address, /book/…/. Left empty, made from the name.",
    )
    for_whom = models.CharField(max_length=200, blank=True)
    length = models.CharField(max_length=80, blank=True, help_text="For example “50 minutes”.")
    fee = models.CharField(max_length=120, blank=True, help_text="In words, for example “£60 a session”.")
    in_person = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    by_phone = models.BooleanField("by telephone", default=False)
    way = models.CharField(max_length=20, choices=Way, default=Way.PHONE, verbose_name="how to book")
    phone = models.CharField(max_length=32, blank=True, help_text="Left empty, the practice's number is used.")
    email = models.EmailField(blank=True, help_text="Left empty, the practice's address is used.")
    url = models.URLField("booking address", blank=True, help_text="Begins with https://. Readers see its host.")
    practitioner = models.ForeignKey(
        "people.PractitionerPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="offers",
        help_text="Left empty, it is the practice's.",
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    is_default = models.BooleanField(
        "the practice's default", default=False, help_text="Shown where an article names no other offer."
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("for_whom"),
        FieldRowPanel([FieldPanel("length"), FieldPanel("fee")]),
        FieldRowPanel([FieldPanel("in_person"), FieldPanel("online"), FieldPanel("by_phone")], heading="Where"),
        MultiFieldPanel(
            [FieldPanel("way"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("url")], heading="How to book"
        ),
        FieldPanel("practitioner"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("is_default")]),
    ]
    search_fields = [
        *PracticeOwned.search_fields,
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]

    class Meta:
        ordering = ["-is_default", "sort_order", "name"]
        verbose_name = "booking offer"
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "slug"],
                name="offer_slug_within_practice",
                violation_error_message="Another offer has this address. Choose another one.",
            ),
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(is_default=True),
                name="one_default_offer_per_practice",
            ),
        ]

    def __str__(self):
        return self.name

    def validate_constraints(self, exclude=None):
        """That there is one default is no reason to refuse another: it moves, see save()."""
        super().validate_constraints(exclude={*(exclude or ()), "is_default"})

    def save(self, *args, **kwargs):
        with transaction.atomic():
            if self.is_default:
                BookingOffer.objects.exclude(pk=self.pk).filter(is_default=True).update(is_default=False)
            super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.slug = self.slug or slugify(self.name)[:60] or "offer"
        if self.way == self.Way.LINK and not self.url.startswith("https://"):
            raise ValidationError({"url": "Type the booking address. It begins with https://."})
        if self.phone:
            practice = self.practice if self.practice_id else current_practice()
            try:
                self.phone = telephone.to_e164(self.phone, practice.country if practice else "GB")
            except ValueError as error:
                raise ValidationError({"phone": str(error)}) from error

    @property
    def _practice(self):
        practice = current_practice()
        return practice if practice and practice.pk == self.practice_id else self.practice

    @property
    def page_url(self) -> str:
        """The practice's own page about this offer."""
        return reverse("booking_offer", args=(self.slug,))

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is a number, an address or a link to book with."""
        return bool({"phone": self.phone_number, "email": self.email_address, "link": self.url}[self.way])

    @property
    def phone_number(self) -> str:
        """E.164, the offer's own or the practice's."""
        return self.phone or self._practice.phone

    @property
    def phone_display(self) -> str:
        return telephone.for_reading(self.phone_number, self._practice.country)

    @property
    def email_address(self) -> str:
        return self.email or self._practice.email

    @property
    def host(self) -> str:
        """Where the booking address leads: readers see it before they go."""
        return urlsplit(self.url).hostname or ""

    @property
    def places(self) -> list[str]:
        """In words where the offer takes place."""
        words = (("in person", self.in_person), ("online", self.online), ("by telephone", self.by_phone))
        return [word for word, applies in words if applies]
