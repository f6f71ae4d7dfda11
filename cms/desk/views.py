"""The desk: at the installation's host over all of a person's practices, at a practice's host for that one."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from sites.scoping import Kind, current_scope

from .moving import Desk
from .places import places_of
from .sources import SOURCES

FIRST_ROWS = 8  # of each kind, on the desk itself
A_PAGE = 50


def at_ones_desk(view):
    """Whoever is signed in at the installation, and at a practice whoever works there.

    At the installation's host people who are no operators have no way into the admin; these pages have only what is
    theirs, so they ask for nothing more than who they are.
    """

    @never_cache
    @wraps(view)
    def desk_view(request, *args, **kwargs):
        guard = require_admin_access if current_scope().kind is Kind.PRACTICE else login_required
        return guard(view)(request, *args, **kwargs)

    return desk_view


class OfOnesDesk(WagtailAdminTemplateMixin):
    """What all pages of the desk share."""

    header_icon = "list-ul"

    @classmethod
    def as_view(cls, **kwargs):
        return at_ones_desk(super().as_view(**kwargs))

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.places = places_of(request)

    @property
    def is_of_all(self) -> bool:
        """Whether the page is over all practices, and each row says which one it is of."""
        return not hasattr(self.request, "practice")

    def get_breadcrumbs_items(self):
        return [{"url": reverse("desk"), "label": "Your desk"}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(places=self.places, is_of_all=self.is_of_all, **kwargs)


@method_decorator(require_safe, name="dispatch")
class DeskView(OfOnesDesk, TemplateView):
    """Everything that waits, by kind; kinds of which nothing waits are named in one line."""

    template_name = "wagtailadmin/desk/desk.html"
    page_title = "Your desk"

    def get(self, request, *args, **kwargs):
        if self.is_of_all and (elsewhere := self._elsewhere()):
            return redirect(elsewhere)
        return super().get(request, *args, **kwargs)

    def _elsewhere(self) -> str:
        """With one practice its own first page is the desk; with none there is a page that says so."""
        places = self.places
        if places.user.is_operator or len(places.memberships) + len(places.held_back) > 1:
            return ""
        if places.memberships:
            return next(iter(places.practices.values())).admin_url
        return places.held_back[0].admin_url if places.held_back else reverse("my_practices")

    def get_context_data(self, **kwargs):
        return super().get_context_data(heaps=heaps(self.places), **kwargs)


def heaps(places, number: int = FIRST_ROWS) -> list:
    """Source and heap of each kind of which something waits, or might among what is not looked at."""
    desk = Desk(places)
    with places.in_sight():
        found = [(source, source.find(desk, 0, number)) for source in SOURCES.values()]
    return [(source, heap) for source, heap in found if heap.total or heap.most]


@method_decorator(require_safe, name="dispatch")
class HeapView(OfOnesDesk, TemplateView):
    """All that waits of one kind, in pages of fifty."""

    template_name = "wagtailadmin/desk/heap.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.source = SOURCES.get(kwargs["kind"])
        if self.source is None:
            raise Http404

    def get_page_title(self):
        return self.source.heading

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.source.heading}]

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("p", "")
        page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1
        with self.places.in_sight():
            heap = self.source.find(Desk(self.places), (page - 1) * A_PAGE, A_PAGE)
        pages = max(1, -(-heap.total // A_PAGE))
        return super().get_context_data(source=self.source, heap=heap, number=page, pages=pages, **kwargs)
