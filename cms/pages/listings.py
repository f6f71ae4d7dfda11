"""The explorer's lists of pages: their filters offer what is the practice's own."""

from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from .models import BasePage


class AnyPageFilterSet(GenericPageFilterSet):
    """Without the filter by site, which lists every practice's: here there is only one."""

    site = None


class PracticePageViewSet(PageViewSet):
    """All page types use this one."""

    model = BasePage
    filterset_class = AnyPageFilterSet
