"""Booking offers in the admin."""

from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import BookingOffer
from .screens import understand, with_uses


class UsesColumn(Column):
    """How many pages name the offer, with the way to the list of them."""

    cell_template_name = "wagtailadmin/booking/uses_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["address"] = reverse(BookingOffer.snippet_viewset.get_url_name("usage"), args=(instance.pk,))
        return context


class AnswersColumn(Column):
    """Whether the booking address answers: a template brings in what this package does not know."""

    cell_template_name = "wagtailadmin/link_checks/cell.html"


class BookingOfferViewSet(SnippetViewSet):
    model = BookingOffer
    copy_view_enabled = False  # its form writes over the original (Wagtail 8.0.1)
    icon = "calendar-alt"
    menu_label = "Booking"
    menu_order = 260
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("get_way_display", label="How to book"),
        Column("get_state_display", label="Is there room?"),
        BooleanColumn("is_default", label="Default"),
        AnswersColumn("booking_link", label="Booking address"),
        UsesColumn("uses", label="Named on"),
    ]
    ordering = ["-is_default", "sort_order", "name"]
    list_per_page = 50

    def get_queryset(self, request):
        return with_uses(BookingOffer.objects.all())


register_snippet(BookingOfferViewSet)


@hooks.register("register_admin_urls")
def booking_urls():
    return [path("booking/understand/", understand, name="booking_understand")]


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    """An offer that articles name is not deleted: its readers would be led to another one without a word."""
    chosen = [offer.pk for offer in instances if isinstance(offer, BookingOffer)]
    for offer in with_uses(BookingOffer.objects.filter(pk__in=chosen)):
        if offer.uses:
            places = "place" if offer.uses == 1 else "places"
            named = f"“{offer.name}” is named in {offer.uses} {places}, listed here."
            messages.error(request, f"{named} Choose another offer there first, or close this one.")
            return redirect(BookingOffer.snippet_viewset.get_url_name("usage"), offer.pk)
    return None


@hooks.register("insert_global_admin_css")
def an_offer_where_one_is_chosen():
    return format_html('<link rel="stylesheet" href="{}">', static("admin/call_to_action.css"))
