"""One screen: how the booking address of an offer answered, and a button that has it asked again."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.booking.models import BookingOffer
from sites import rules
from sites.audit.clock import InPracticeTime
from sites.roles import Ability
from sites.scoping import current_practice

from .models import LinkCheck
from .noticing import notice

SOON = "Asked. The answer stands here in a minute: load this page again."
TOO_SOON = "It was asked less than a minute ago. Wait a moment, then load this page again."
SWITCHED_OFF = "This installation asks no addresses. Open it yourself from time to time."
NO_ADDRESS = "This offer has no booking address. Give it one first."


class LinkCheckView(InPracticeTime, WagtailAdminTemplateMixin, TemplateView):
    """GET shows the answer; POST puts the address next in line. Nothing is asked while somebody waits."""

    template_name = "wagtailadmin/link_checks/one.html"
    page_title = "Booking address"
    header_icon = "link"

    def dispatch(self, request, *args, **kwargs):
        if current_practice() is None or not request.user.can(Ability.READ):
            raise PermissionDenied
        self.offer = get_object_or_404(BookingOffer, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.offer.name

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailsnippets_booking_bookingoffer:list"), "label": "Booking offers"},
            {"url": reverse("wagtailsnippets_booking_bookingoffer:edit", args=(self.offer.pk,)), "label": self.offer},
            {"url": "", "label": self.page_title, "sublabel": self.offer.name},
        ]

    def get_context_data(self, **kwargs):
        check = LinkCheck.objects.filter(offer=self.offer, address=self.offer.booking_link).first()
        return super().get_context_data(
            offer=self.offer,
            link=self.offer.booking_link,
            check=check,
            is_on=settings.LINK_CHECKS,
            may_ask=rules.may_configure_here(self.request.user),
            **kwargs,
        )

    def post(self, request, pk):
        if not rules.may_configure_here(request.user):
            raise PermissionDenied
        if not settings.LINK_CHECKS:
            messages.warning(request, SWITCHED_OFF)
        elif not self.offer.booking_link:
            messages.warning(request, NO_ADDRESS)
        elif ask_soon(self.offer):
            messages.success(request, SOON)
        else:
            messages.warning(request, TOO_SOON)
        return redirect("booking_link_check", pk=pk)


def ask_soon(offer: BookingOffer) -> bool:
    """Put the offer's address next in line; False where somebody did so less than a minute ago."""
    check, now = notice(offer), timezone.now()
    if not check.may_be_asked_for:
        return False
    # The moment before is named: of two presses at once one counts.
    pressed = LinkCheck.objects.filter(pk=check.pk, asked_for_at=check.asked_for_at)
    return bool(pressed.update(asked_for_at=now, due_at=now))
