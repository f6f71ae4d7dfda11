"""Which package may join which of Wagtail's hooks. Looked at one by one with Wagtail 8.0.1.

Ours are named too: a hook can put things on screens that no address and no model announces.
"""

from collections.abc import Iterable

from wagtail import hooks

SCREENS = {"register_admin_urls", "register_admin_viewset", "register_admin_menu_item", "register_settings_menu_item"}
NAMES = {"register_permissions", "register_group_permission_panel", "register_icons", "register_rich_text_features"}
MENUS = {"construct_main_menu", "construct_settings_menu", "construct_reports_menu", "construct_help_menu"}
MEDIA = {
    *SCREENS,
    *NAMES,
    "before_serve_document",
    "construct_admin_api",  # both of its addresses are closed doors
    "construct_homepage_summary_items",
    "describe_collection_contents",
    "register_admin_search_area",
    "register_image_operations",
    "register_bulk_action",
}
REVIEWED = {
    "wagtail.admin": {
        *SCREENS,
        *NAMES,
        "construct_homepage_summary_items",
        "register_admin_search_area",
        "register_bulk_action",
        "register_help_menu_item",
        "register_page_header_buttons",
        "register_page_listing_buttons",
        "register_page_listing_more_buttons",
        "register_reports_menu_item",
    },
    "wagtail.contrib.settings": {*SCREENS, *NAMES},
    "wagtail.documents": MEDIA,
    "wagtail.images": MEDIA,
    "wagtail.embeds": {"register_admin_urls", "register_rich_text_features"},  # its addresses are closed doors
    "wagtail.snippets": {*SCREENS, "register_bulk_action"},
    "wagtail.users": {"register_admin_viewset", "register_admin_search_area", "register_bulk_action"},  # closed doors
    "wagtail.wagtail_hooks": {
        *NAMES,
        "before_serve_page",
        "describe_collection_contents",
        "on_serve_page",
        "register_log_actions",
    },
    "sites": {
        *SCREENS,
        *MENUS,
        "construct_homepage_panels",
        "construct_homepage_summary_items",
        "insert_global_admin_css",  # the banner of a visit
        "register_account_menu_item",
        "register_log_actions",
        "register_reports_menu_item",
    },
    "cms.article_check": {"register_admin_urls"},
    "cms.articles": {"before_edit_page", "construct_homepage_panels", "register_admin_menu_item"},
    "cms.reviewing": {
        "after_edit_page",  # publishes a typing correction
        "construct_page_action_menu",
        "register_admin_urls",
        "register_log_actions",
        "register_page_action_menu_item",
        "register_page_header_buttons",
        "register_settings_menu_item",
    },
    "cms.changes": {"before_edit_page", "register_admin_urls", "register_page_header_buttons"},
    "cms.booking_requests": {"register_admin_urls", "register_admin_menu_item"},
    "cms.comments": {"register_admin_urls", "register_admin_menu_item", "register_settings_menu_item"},
    "cms.booking": {"register_admin_urls", "before_delete_snippet", "insert_global_admin_css"},
    "cms.site_pages": {"register_admin_urls"},
    "cms.link_checks": {"register_admin_urls"},
    "cms.desk": {"construct_homepage_panels", "register_admin_menu_item"},
    "cms.pages": {
        "insert_editor_js",
        "insert_global_admin_css",
        "register_admin_viewset",
        "register_rich_text_features",
    },
}


def unreviewed_hooks() -> Iterable[tuple[str, str]]:
    """Module and hook of each function that has joined a hook without being in the table."""
    hooks.search_for_hooks()
    # Wagtail has no public list of all hooks; get_hooks() wants a name. Only this check reads it.
    for name, functions in sorted(hooks._hooks.items()):
        for function, _ in functions:
            if not any(_is_within(function.__module__, package) and name in REVIEWED[package] for package in REVIEWED):
                yield function.__module__, name


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
