"""The practice, which is the tenant of the installation, and the hosts it answers at."""

import datetime
import secrets
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.functional import cached_property

from .. import telephone
from ..countries import Country, Language

# One label of a host name (RFC 1035, section 2.3.1), in lower case.
host_label = RegexValidator(
    r"^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$",
    "Use small letters, digits and hyphens, for example “tideswell”.",
)
# A whole host name in lower case, without port. Punycode is accepted as it is written.
host_name = RegexValidator(
    r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]*[a-z0-9]$",
    "Use a host name like “www.tideswell.example”, without “https://” and without a port.",
)
# Labels under the installation's domain that the installation needs itself.
RESERVED_SLUGS = frozenset({"www", "admin", "api", "mail", "static", "media", "status", "help", "root"})


def validate_time_zone(name: str):
    """Raise ValidationError unless the name is in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is no time zone. Use a name like “Europe/London”.")


def new_media_key() -> str:
    """A folder name for a practice's files that nobody can guess (96 bits)."""
    return secrets.token_hex(12)


class Practice(models.Model):
    """One therapy practice: its own address, look, people and articles."""

    practice_path = "id"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        unique=True,
        max_length=42,
        validators=[host_label],
        help_text="The first part of the practice's address. It cannot be changed later.",
    )
    strapline = models.CharField(max_length=160, blank=True, help_text="One short line under the name.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    country = models.CharField(max_length=2, choices=Country, default=Country.UNITED_KINGDOM)
    time_zone = models.CharField(max_length=60, default="Europe/London", validators=[validate_time_zone])
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH_GB)
    phone = models.CharField(
        max_length=32,
        blank=True,
        help_text="With the country's code, for example +44 1632 960147. Readers see it the way the country writes it.",
    )
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True, max_length=500, help_text="One line of the address a line.")
    hours = models.CharField(max_length=200, blank=True, help_text="When somebody answers, in one sentence.")
    second_factor_required = models.BooleanField(
        "second factor for everybody",
        default=False,
        help_text="Everybody who works here, you included, then signs in with an app's code or a passkey as well as "
        "the password. Who has none yet sets one up at the next sign-in.",
    )
    approves_own = models.BooleanField(
        "editors and owners may publish their own articles alone",
        default=False,
        help_text="Otherwise somebody else reads them first, as soon as there is a second person who may approve.",
    )
    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    media_key = models.CharField(max_length=24, unique=True, default=new_media_key, editable=False)

    # What Wagtail needs for a practice; made by provisioning, and empty only in the middle of it.
    site = models.OneToOneField(
        "wagtailcore.Site", on_delete=models.PROTECT, null=True, editable=False, related_name="practice"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, null=True, editable=False, related_name="practice"
    )
    workflow = models.OneToOneField(
        "wagtailcore.Workflow", on_delete=models.PROTECT, null=True, editable=False, related_name="practice"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": f"“{self.slug}” is kept for the installation. Choose another one."})
        if self.phone:
            try:
                self.phone = telephone.to_e164(self.phone, self.country)
            except ValueError as error:
                raise ValidationError({"phone": str(error)}) from error

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def installation_host(self) -> str:
        """The host under the installation's domain, where the practice is administered."""
        return f"{self.slug}.{settings.INSTALLATION_DOMAIN}"

    @cached_property
    def primary_host(self) -> str:
        """The host that readers are led to. Costs a query unless the host row is at hand."""
        host = self.hosts.filter(is_primary=True).values_list("host", flat=True).first()
        return host or self.installation_host

    @property
    def base_url(self) -> str:
        """Scheme, primary host and port, without a slash at the end."""
        return address_of(self.primary_host)

    @property
    def admin_url(self) -> str:
        """Where the practice's people work."""
        return self.work_address("/admin/")

    def work_address(self, path: str = "") -> str:
        """The address of a path at the host where the practice is administered; of the host itself without one."""
        return address_of(self.installation_host) + path

    @property
    def today(self) -> datetime.date:
        """The day it is there."""
        return timezone.localdate(timezone=zoneinfo.ZoneInfo(self.time_zone))

    @property
    def phone_display(self) -> str:
        """The telephone number the way the practice's country writes it."""
        return telephone.for_reading(self.phone, self.country)

    @property
    def address_lines(self) -> list[str]:
        return [line.strip() for line in self.address.splitlines() if line.strip()]


class PracticeHost(models.Model):
    """A host name at which the installation answers for a practice."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="hosts")
    host = models.CharField(
        max_length=253,
        unique=True,
        validators=[host_name],
        error_messages={"unique": "This host is already in use. Choose another one."},
    )
    is_primary = models.BooleanField(
        "main address", default=False, help_text="Readers who come by another host are led to this one."
    )

    class Meta:
        ordering = ["-is_primary", "host"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(is_primary=True), name="one_primary_host_per_practice"
            )
        ]

    def __str__(self):
        return self.host

    def clean_fields(self, exclude=None):
        self.host = normal_host(self.host)
        super().clean_fields(exclude=exclude)

    def clean(self):
        super().clean()
        if is_of_installation(self.host) and self.host != self.practice.installation_host:
            raise ValidationError({"host": OF_INSTALLATION.format(host=self.host)})


OF_INSTALLATION = "“{host}” is the installation's. Use a host name of the practice's own."


def is_of_installation(host: str) -> bool:
    """Whether the host is the installation's domain or below it: there, slugs decide who is who."""
    return host == settings.INSTALLATION_DOMAIN or host.endswith(f".{settings.INSTALLATION_DOMAIN}")


def normal_host(host: str) -> str:
    """A host the way it is stored and compared: lower case, no port, no dot at the end."""
    return host.strip().lower().partition(":")[0].rstrip(".")


def address_of(host: str) -> str:
    """``scheme://host[:port]`` with the installation's public scheme and port."""
    port = settings.PUBLIC_PORT
    usual = {"http": 80, "https": 443}[settings.PUBLIC_SCHEME]
    return f"{settings.PUBLIC_SCHEME}://{host}" + (f":{port}" if port and port != usual else "")


def installation_address(path: str = "") -> str:
    """The address of a path at the installation's own host; of the host itself without one."""
    return address_of(settings.INSTALLATION_DOMAIN) + path
