"""Old addresses in the admin."""

from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Redirect


class RedirectViewSet(SnippetViewSet):
    model = Redirect
    copy_view_enabled = False  # its form writes over the original (Wagtail 8.0.1)
    icon = "redirect"
    menu_label = "Old addresses"
    menu_order = 610
    add_to_settings_menu = True
    list_display = [
        "old_path",
        Column(
            "destination", label="Leads to", accessor=lambda row: row.destination or "nowhere: its page is not live"
        ),
        BooleanColumn("by_itself", label="Made by itself"),
    ]
    search_fields = ["old_path"]
    search_backend_name = None
    ordering = ["old_path"]
    list_per_page = 50

    def get_queryset(self, request):
        return Redirect.objects.select_related("page")


register_snippet(RedirectViewSet)
