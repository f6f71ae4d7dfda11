"""What the rules must know besides the words: fetched together, each kind at most once, and only when asked for."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404, resolve
from django.utils.encoding import uri_to_iri
from wagtail.models import Revision, WorkflowState

from cms.articles.safety import reasons
from cms.booking.offers import all_offers
from cms.media.models import PracticeDocument, PracticeImage
from cms.pages.models import BasePage
from cms.people.models import Credential, PractitionerPage
from cms.redirects.models import Redirect, normal_path
from sites.models import PracticeHost
from sites.models.practice import is_of_installation, normal_host
from sites.scoping import current_practice

MOST_LOOKED_UP = 500  # ids of one kind in one article; what is beyond is taken to be there
_LARGEST = 2**63 - 1  # no database takes a larger id


def as_id(value) -> int | None:
    """A stored number as an id; None for what can be none."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= _LARGEST else None


@dataclass(frozen=True)
class Author:
    """An author as their profile shows them."""

    pk: int
    name: str
    role_title: str
    supervision: str
    credentials: list[Credential]


class Facts:
    """Looked up for one reading of an article."""

    def __init__(self, reading):
        self._reading = reading
        self._article = reading.article

    @cached_property
    def practice(self):
        return current_practice()

    @cached_property
    def topics(self) -> list:
        return list(self._article.topics.all())

    @cached_property
    def is_in_safety_mode(self) -> bool:
        return bool(reasons(self._article, self.topics))

    @cached_property
    def has_offers(self) -> bool:
        """Whether the practice offers anything that a call to action could show."""
        return bool(all_offers())

    @cached_property
    def authors(self) -> list["Author"]:
        """What the authors' profiles say of them, in the order of the byline; one query."""
        ids = [author.profile_id for author in self._article.authors.all() if author.profile_id]
        rows = PractitionerPage.objects.filter(pk__in=ids).order_by("credentials__sort_order") if ids else None
        known: dict[int, Author] = {}
        fields = ("pk", "title", "role_title", "supervision", "credentials__title", "credentials__expires_date")
        for pk, name, role_title, supervision, title, day in rows.values_list(*fields) if ids else ():
            author = known.setdefault(pk, Author(pk, name, role_title, supervision, []))
            if title is not None:
                author.credentials.append(Credential(title=title, expires_date=day))
        return [known[pk] for pk in ids if pk in known]

    @cached_property
    def pages(self) -> dict[int, bool]:
        """The practice's own pages that are linked to: whether each is live. What is missing is not among them."""
        wanted = {as_id(link.target) for link in self._reading.links if link.kind == "page"} - {None}
        rows = BasePage.objects.filter(pk__in=_bounded(wanted))
        return dict(rows.values_list("pk", "live")) if wanted else {}

    @cached_property
    def pages_on_their_way(self) -> set[int]:
        """Of the linked pages that are not live, those that wait for a decision or for their hour; one query."""
        ids = [str(pk) for pk, is_live in self.pages.items() if not is_live]
        of_these = {"base_content_type": ContentType.objects.get_for_model(BasePage), "object_id__in": ids}
        waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **of_these).order_by()
        scheduled = Revision.objects.filter(approved_go_live_at__isnull=False, **of_these).order_by()
        found = waiting.values_list("object_id").union(scheduled.values_list("object_id"))
        return {int(pk) for (pk,) in found} if ids else set()

    @cached_property
    def documents(self) -> set[int]:
        """Ids of the documents that are linked to and are there."""
        wanted = {as_id(link.target) for link in self._reading.links if link.kind == "document"} - {None}
        rows = PracticeDocument.objects.filter(pk__in=_bounded(wanted))
        return set(rows.values_list("pk", flat=True)) if wanted else set()

    @cached_property
    def pictures(self) -> dict[int, str]:
        """The pictures that the article shows and that are there: each with its own description."""
        shown = {block.get("image") for block in self._reading.blocks if block.type in ("image", "video")}
        wanted = {as_id(pk) for pk in {*shown, self._article.listing_image_id}} - {None}
        rows = PracticeImage.objects.filter(pk__in=_bounded(wanted))
        return dict(rows.values_list("pk", "description")) if wanted else {}

    @cached_property
    def _addresses(self) -> set[str]:
        return {link.target for link in self._reading.links if link.kind == "address"}

    @cached_property
    def _hosts(self) -> tuple[set[str], set[str]]:
        """Of the hosts that are linked to: this practice's own, and the installation's other ones."""
        hosts = {host_of(address) for address in self._addresses} - {""}
        rows = PracticeHost.objects.filter(host__in=_bounded(hosts)) if hosts else PracticeHost.objects.none()
        owners = dict(rows.values_list("host", "practice_id"))  # of whom is not kept: nobody here may learn it
        own = self.practice.pk if self.practice else None
        mine = {host for host, owner in owners.items() if owner == own}
        mine.add(self.practice.installation_host if self.practice else "")
        return mine, {host for host in hosts if (host in owners or is_of_installation(host)) and host not in mine}

    @property
    def hosts_of_others(self) -> set[str]:
        """Hosts that the article links to and that are this installation's, but not this practice's."""
        return self._hosts[1]

    @cached_property
    def gone_addresses(self) -> set[str]:
        """Addresses of the practice's own pages, as they stand in links, at which readers find nothing."""
        paths = {address: path for address in self._addresses if (path := self._own_page(address))}
        if not paths:
            return set()
        wanted = BasePage.objects.live().filter(url_path__in=_bounded(set(paths.values())))
        there = {*wanted.values_list("url_path", flat=True), self._article.url_path}
        gone = {address for address, path in paths.items() if path not in there}
        old = Redirect.objects.filter(old_path__in=_bounded({normal_path(address) for address in gone}))
        led_on = set(old.values_list("old_path", flat=True)) if gone else set()
        return {address for address in gone if normal_path(address) not in led_on}

    def _own_page(self, address: str) -> str:
        """The tree's path of the page that an address of this practice names; empty for all other addresses."""
        host, path = host_of(address), path_in(address)
        if self.practice is None or not path or (host and host not in self._hosts[0]) or not is_of_a_page(path):
            return ""
        return f"/{self.practice.slug}{path}"


def _bounded(wanted: set) -> list:
    return sorted(wanted)[:MOST_LOOKED_UP]


def host_of(address: str) -> str:
    """The host of a web address; empty for what is none."""
    try:
        parts = urlsplit(address)
        return normal_host(parts.hostname or "") if parts.scheme in ("http", "https", "") else ""
    except ValueError:
        return ""


def path_in(address: str) -> str:
    """The path of a web address or of one within the site, with a slash at both ends; empty for what has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_path = parts.scheme in ("http", "https") or (not parts.scheme and address.startswith("/"))
    inside = uri_to_iri(parts.path).strip("/")
    return (f"/{inside}/" if inside else "/") if is_path else ""


def is_of_a_page(path: str) -> bool:
    """Whether a path is answered by the pages, and not by one of the other views."""
    try:
        return resolve(path).view_name == "wagtail_serve"
    except Resolver404:
        return False
