"""BasePage: what every page of every practice has, so that no listing loads a specific page."""

from contextlib import suppress
from functools import lru_cache

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.http import Http404
from django.urls import reverse
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    AbstractPage,
    DefaultBasePageMixin,
    PageManager,
    PageViewRestriction,
    get_page_models,
)
from wagtail.models.pages import AbstractPageMeta
from wagtail.models.sites import SiteRootPath
from wagtail.search import index
from wagtail.url_routing import RouteResult

from sites.models.owned import claim_for_scope
from sites.own_references import OwnReferencesPageForm
from sites.scoping import current_practice, current_scope
from sites.statements import Statement

from .permissions import PracticePagePermissionTester
from .shelf import around_every_page, shelf

ROOT_PATH = "0001"  # treebeard's root, which belongs to no practice and is needed to reach any


class PracticePageManager(PageManager):
    """Pages of the practice in scope, and the root.

    The root is named by its path: a condition on ``depth``, which has no index, would read the whole table.
    """

    def get_queryset(self):
        return super().get_queryset().filter(Q(practice__in_scope=True) | Q(path=ROOT_PATH))


class BasePage(AbstractPage, DefaultBasePageMixin):
    """A page of one practice. Set as ``WAGTAIL_PAGE_MODEL``."""

    # Whether a page of this type is found together with its own fields, in one query instead of two.
    found_whole = False
    # Whether somebody else reads it before it goes live; see sites/rules.py.
    is_moderated = False
    # Whether practitioners, who can not publish, may begin pages below this type.
    open_to_practitioners = False

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    practice.wagtail_reference_index_ignore = True
    introduction = models.TextField(
        blank=True,
        max_length=600,
        help_text="One to three sentences. Shown under the title and in lists.",
    )
    listing_image = models.ForeignKey(
        "media.PracticeImage",
        verbose_name="picture",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Shown at the top and in lists.",
    )
    # Shown in lists; articles fill these, other pages leave them empty.
    published_at = models.DateTimeField("date shown", null=True, blank=True)
    byline = models.CharField(max_length=400, blank=True, editable=False)
    label = models.CharField(max_length=120, blank=True, editable=False)
    read_minutes = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # Safety mode (docs/decisions/0017). Stored here, so that a list need not ask an article and its topics.
    in_safety_mode = models.BooleanField(default=False, editable=False)
    # Where the films lead that the page's blocks link to, parted by spaces, for /what-this-site-contacts/.
    film_hosts = models.CharField(max_length=1000, blank=True, editable=False)

    objects = PracticePageManager()

    content_panels = [
        *AbstractPage.content_panels,
        FieldPanel("introduction"),
    ]
    promote_panels = DefaultBasePageMixin.promote_panels
    search_fields = [
        *AbstractPage.search_fields,
        *DefaultBasePageMixin.search_fields,
        index.FilterField("practice"),
        index.SearchField("introduction", boost=1),
        index.FilterField("published_at"),
    ]
    private_page_options = ["password"]

    class Meta(AbstractPageMeta):
        verbose_name = "page"
        indexes = [
            models.Index(fields=["practice", "content_type", "-published_at"], name="page_listing"),
            # Each round asks all practices' pages for those whose time is over; nearly none has an end.
            models.Index(fields=["expire_at"], name="page_expiring", condition=Q(expire_at__isnull=False)),
        ]

    beside_columns = {}  # what the constructor adds to a row: see sites/rows.py

    def __init__(self, *args, **kwargs):
        """As Wagtail's; but a row of the database, which Django hands over in order and id first, needs only Django's.

        What the constructors between see to is for new pages, and for relations that are given by name.
        """
        if args and not kwargs and args[0]:
            models.Model.__init__(self, *args)
        else:
            super().__init__(*args, **kwargs)

    # --- belonging ---

    def __init_subclass__(cls, **kwargs):
        """Every page type brings our form class of its own: wagtail.admin replaces the one here when it is ready."""
        super().__init_subclass__(**kwargs)
        if "base_form_class" not in vars(cls):
            cls.base_form_class = OwnReferencesPageForm

    def full_clean(self, *args, **kwargs):
        claim_for_scope(self)
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        claim_for_scope(self)
        super().save(*args, **kwargs)

    def permissions_for_user(self, user):
        return PracticePagePermissionTester(user, self)

    @property
    def writer_ids(self) -> frozenset[int]:
        """The accounts of the people whose work this page is."""
        return frozenset({self.owner_id} - {None})

    # --- addresses: a page's practice answers them, so that no list of all sites is ever read ---

    @property
    def _owner(self):
        practice = current_practice()
        return practice if practice and practice.pk == self.practice_id else self.practice

    def is_site_root(self):
        return self.depth == 2

    def _get_site_root_paths(self, cache_object=None, **kwargs):
        practice = self._owner
        if practice is None:
            return []
        return [SiteRootPath(practice.site_id, f"/{practice.slug}/", practice.base_url, practice.language)]

    def get_url_parts(self, request=None):
        """Site id, the practice's main address, and the path below it.

        Every home page is a child of the root and has its practice's slug; what follows it is the path.
        """
        if request is not None:
            # Wagtail's redirects take this list off their request after they have asked for an address.
            request._wagtail_cached_site_root_paths = self._get_site_root_paths()
        practice = self._owner
        if practice is None or not self.url_path.startswith(f"/{practice.slug}/"):
            return None
        path = _path_of(self.url_path[len(practice.slug) + 2 :])
        return practice.site_id, practice.base_url, path

    def get_url(self, request=None, current_site=None):
        """The path alone within the practice in scope, the full address from anywhere else."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        _, root_url, path = parts
        return path if self.practice_id == current_scope().practice_id else root_url + path

    url = property(get_url)

    # --- being found: one look-up by the whole path instead of one for each part of it ---

    @staticmethod
    def route_for_request(request, path):
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = None
            practice = getattr(request, "practice", None)
            if practice is not None:
                parts = [part for part in path.split("/") if part]
                with suppress(Http404):
                    request._wagtail_route_for_request = _route(practice, parts)
        return request._wagtail_route_for_request

    # Set where the query that found a page has said so: nobody restricted it, or a page above it.
    is_known_to_be_open = False

    def get_view_restrictions(self):
        """Restrictions on this page and those above it, in one query. Pages here are never aliases."""
        if self.is_known_to_be_open:
            return PageViewRestriction.objects.none()
        step = self.steplen
        paths = [self.path[:length] for length in range(step, len(self.path) + 1, step)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def get_context(self, request, *args, **kwargs):
        for ids in around_every_page:
            shelf().want(ids())
        context = super().get_context(request, *args, **kwargs)
        context["practice"] = self._owner
        return context

    @property
    def parent_path(self) -> str:
        """The tree path of the page above, without a query."""
        return self.path[: -self.steplen]


@lru_cache(maxsize=4096)
def _path_of(below_home: str) -> str:
    """The path of a page's address: many links on a page ask for it."""
    return reverse("wagtail_serve", args=(below_home,))


def _route(practice, parts: list[str]) -> RouteResult:
    """The live page at this path of the practice. Raises Http404."""
    if not parts:
        page = practice.site.root_page
    else:
        url_path = f"/{practice.slug}/{'/'.join(parts)}/"
        # The root, the home page, and a level for each part: as long as the paths of the pages above are.
        levels = [BasePage.steplen * level for level in range(1, len(parts) + 3)]
        page = _AT_ADDRESS.first(url_path=url_path, levels=levels)
    if page is None or not page.live:
        raise Http404
    found = filter(None, (page._state.fields_cache.get(name) for name in _found_whole()))
    specific = next(found, None) or page.specific
    if "listing_image" in page._state.fields_cache:
        specific._state.fields_cache["listing_image"] = page.listing_image
    specific.is_known_to_be_open = bool(parts) and not page.is_restricted
    return RouteResult(specific)


def _found_whole() -> list[str]:
    return [model._meta.model_name for model in get_page_models() if model.found_whole]


def _at_address(url_path, levels):
    """The page, and whether anybody restricted it or one above it (compare get_view_restrictions)."""
    above = [Substr(OuterRef("path"), 1, length) for length in levels]
    restrictions = PageViewRestriction.objects.filter(page__path__in=above)
    pages = BasePage.objects.filter(url_path=url_path).select_related("listing_image", *_found_whole())
    return pages.annotate(is_restricted=Exists(restrictions))[:1]


_AT_ADDRESS = Statement(_at_address)
