"""Registers what cms.pages brings to Wagtail's admin."""

from wagtail import hooks

from .listings import PracticePageViewSet
from .rich_text import ShelfPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features):
    features.register_link_type(ShelfPageLinkHandler)


@hooks.register("register_admin_viewset")
def page_lists():
    return PracticePageViewSet()
