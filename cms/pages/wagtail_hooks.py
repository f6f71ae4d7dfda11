"""Registers what cms.pages brings to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .listings import PracticePageViewSet
from .rich_text import ShelfPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features):
    features.register_link_type(ShelfPageLinkHandler)


@hooks.register("register_admin_viewset")
def page_lists():
    return PracticePageViewSet()


@hooks.register("insert_global_admin_css")
def buttons_in_sight_on_phones():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/phones.css"))


@hooks.register("insert_editor_js")
def keep_watching():
    return format_html('<script defer src="{}"></script>', static("admin/keep_watching.js"))
