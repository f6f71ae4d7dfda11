"""The bank in the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import FaqEntry


class FaqEntryViewSet(SnippetViewSet):
    model = FaqEntry
    copy_view_enabled = False  # its form writes over the original (Wagtail 8.0.1)
    icon = "help"
    menu_label = "Questions"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["question", "updated_at"]
    search_fields = ["question", "answer"]
    search_backend_name = None  # the index knows no search by field on SQLite
    ordering = ["question"]
    list_per_page = 50


register_snippet(FaqEntryViewSet)
