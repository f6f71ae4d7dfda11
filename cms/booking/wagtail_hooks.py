"""Booking offers in the admin."""

from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import BookingOffer


class BookingOfferViewSet(SnippetViewSet):
    model = BookingOffer
    copy_view_enabled = False  # its form writes over the original (Wagtail 8.0.1)
    icon = "calendar-alt"
    menu_label = "Booking"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["name", "way", "state", BooleanColumn("is_default", label="Default")]
    ordering = ["-is_default", "sort_order", "name"]
    list_per_page = 50


register_snippet(BookingOfferViewSet)
