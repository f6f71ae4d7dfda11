"""Booking offers: what a reader can do next, and how."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from wagtail.search import index

from sites import telephone
from sites.models import PracticeOwned
from sites.roles import Ability
from sites.scoping import current_practice

from .forms import OfferForm
from .panels import OFFER_PANELS
from .ways import Ways, Where

https_only = URLValidator(schemes=["https"], message="Type an address that begins with https://.")


class BookingOffer(Ways, Where, PracticeOwned, index.Indexed):
    """One way to come to the practice: a first conversation, a session, a call."""

    class Way(models.TextChoices):
        """Who takes the booking."""

        PHONE = "phone", "By telephone"
        EMAIL = "email", "By e-mail"
        SERVICE = "service", "With a booking service"
        REQUEST = "request", "By a request form on this site"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        WAITING = "waiting", "Waiting list"
        CLOSED = "closed", "Closed for now"
        REFERS = "refers", "Closed, and readers are sent to others"

    needs = {
        "view": Ability.READ,
        "add": Ability.CONFIGURE,
        "change": Ability.CONFIGURE,
        "delete": Ability.CONFIGURE,
    }
    base_form_class = OfferForm

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
    practitioners = models.ManyToManyField(
        "people.PractitionerPage",
        blank=True,
        related_name="offers",
        help_text="Nobody chosen, it is the practice's. Articles by a person end with that person's own offer.",
    )
    regions = models.CharField(
        "where you may see people",
        max_length=240,
        blank=True,
        help_text="States or countries, as your registration says. Left empty, the places on the practitioners' "
        "credentials are shown.",
    )
    way = models.CharField(max_length=20, choices=Way, default=Way.PHONE, verbose_name="how to book")
    phone = models.CharField(max_length=32, blank=True, help_text="Left empty, the practice's number is used.")
    hours = models.CharField(
        "when somebody answers", max_length=200, blank=True, help_text="Left empty, the practice's hours are shown."
    )
    takes_texts = models.BooleanField("text messages too", default=False, help_text="Readers may write to the number.")
    email = models.EmailField(blank=True, help_text="Left empty, the practice's address is used.")
    # Which service, and its identifiers: never markup. See cms/booking/providers/.
    service = models.CharField(max_length=30, blank=True, editable=False)
    service_details = models.JSONField(default=dict, blank=True, editable=False)
    asks_free_text = models.BooleanField(
        "room for a few words",
        default=False,
        help_text="The request form then has a field for free words, and says what not to write there.",
    )
    what_next = models.TextField(
        "what happens next",
        max_length=600,
        blank=True,
        help_text="What readers can expect after they have rung, written or booked. Left empty, a sentence of ours.",
    )
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    waiting_time = models.CharField(max_length=120, blank=True, help_text="For example “about six weeks”.")
    closed_until = models.DateField(
        null=True, blank=True, help_text="From this day on it is open again by itself. Left empty, until you open it."
    )
    refer_to = models.TextField(
        "where else to turn",
        max_length=600,
        blank=True,
        help_text="Who may be able to help sooner. Readers see it while this is closed or has a waiting list.",
    )
    refer_url = models.URLField(
        "its address", blank=True, validators=[https_only], help_text="Begins with https://. Readers see its host."
    )
    is_default = models.BooleanField(
        "the practice's default", default=False, help_text="Shown where an article names no other offer."
    )
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)

    panels = OFFER_PANELS
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
        if self.state == self.State.REFERS and not (self.refer_to or self.refer_url):
            raise ValidationError({"refer_to": "Say who else may be able to help, or choose another state."})
        if self.phone:
            practice = self.practice if self.practice_id else current_practice()
            try:
                self.phone = telephone.to_e164(self.phone, practice.country if practice else "GB")
            except ValueError as error:
                raise ValidationError({"phone": str(error)}) from error

    @property
    def page_url(self) -> str:
        """The practice's own page about this offer: the bridge page."""
        return reverse("booking_offer", args=(self.slug,))

    @property
    def is_open(self) -> bool:
        """Whether a reader can book today, or be put on the waiting list; by the practice's calendar."""
        if self.state == self.State.CLOSED:
            return self.closed_until is not None and self.closed_until <= timezone.localdate()
        return self.state in (self.State.OPEN, self.State.WAITING)

    @property
    def has_waiting_list(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def reopens_date(self):
        """The day from which it is open again, where that is known and still to come."""
        is_to_come = self.state == self.State.CLOSED and not self.is_open
        return self.closed_until if is_to_come else None

    @property
    def refers(self) -> bool:
        """Whether readers are told where else to turn."""
        return bool(self.refer_to or self.refer_url) and (self.has_waiting_list or not self.is_open)


class BookingCount(PracticeOwned):
    """How often an offer's calendar was opened, and a booking announced, on one day. Nothing of any reader."""

    class What(models.TextChoices):
        OPENED = "opened", "Calendar opened"
        BOOKED = "booked", "Booked"

    needs = {}  # written by counting.py for readers; nobody edits it, so no role has any right to it

    offer = models.ForeignKey(BookingOffer, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    what = models.CharField(max_length=10, choices=What)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "day", "what"], name="one_count_a_day")]

    def __str__(self):
        return f"{self.get_what_display()} on {self.day}: {self.number}"
