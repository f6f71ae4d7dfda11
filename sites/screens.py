"""Screens in the admin: the owner's practice, the operator's practices. People have theirs in people_screens.py."""

from django.db.models import Count
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.admin.ui.components import Component
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import ChangePracticeForm, OpenPracticeForm, PracticeForm
from .keeping.backups import backups
from .models import Invitation, Practice
from .operators_list import COLUMNS, OperatorsButtons, PracticesView
from .owners_screen import OwnersScreen
from .scoping import current_practice


class OpenPracticeView(generic.CreateView):
    """Opens a practice through provisioning, in one transaction."""

    def save_instance(self):
        return self.form.save()

    def get_success_message(self, instance):
        opened = f"{instance} is open at {instance.base_url}."
        if Invitation.everywhere.waiting().filter(practice=instance, sent_at=None).exists():
            return f"{opened} The letter to its owner could not be sent: run create_practice for it again."
        return f"{opened} Its owner has been invited by mail."


class ChangePracticeView(OperatorsButtons, generic.EditView):
    """Changes a practice's facts and hosts."""

    def save_instance(self):
        return self.form.save()


class PracticesViewSet(ModelViewSet):
    """All practices, for operators at the installation's own host."""

    model = Practice
    name = "practices"
    url_prefix = "practices"
    icon = "home"
    menu_label = "Practices"
    menu_order = 100
    add_to_admin_menu = True
    list_display = COLUMNS
    search_fields = ["name", "slug"]
    search_backend_name = None
    list_filter = ["state", "country"]
    list_per_page = 50
    ordering = ["name"]
    index_view_class = PracticesView
    add_view_class = OpenPracticeView
    edit_view_class = ChangePracticeView
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update=False):
        return ChangePracticeForm if for_update else OpenPracticeForm

    def get_urlpatterns(self):
        """Without deletion: a practice is closed, and leaves with everything by another way."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]


class PracticeDetailsView(OwnersScreen, generic.EditView):
    """The owner's own practice: name, contact, hours, time zone."""

    model = Practice
    form_class = PracticeForm
    page_title = "Practice"
    header_icon = "home"
    edit_url_name = "practice_details"
    index_url_name = "practice_details"
    success_message = "The practice's details are saved."
    template_name = "wagtailadmin/generic/form.html"

    def user_has_permission(self, permission):
        return True  # OwnersScreen has asked

    def get_object(self, queryset=None):
        return Practice.objects.get(pk=current_practice().pk)

    def get_edit_url(self):
        return reverse("practice_details")

    def get_breadcrumbs_items(self):
        return []

    def save_instance(self):
        return self.form.save()

    def get_success_buttons(self):
        return []


class PracticesPanel(Component):
    """An operator's first page."""

    name = "practices"
    template_name = "wagtailadmin/home/practices.html"
    order = 50

    def get_context_data(self, parent_context):
        states = Practice.objects.values_list("state").annotate(number=Count("pk"))
        return {
            "counts": dict(states),
            "failed_tasks": DBTaskResult.objects.failed().count(),
            "backups": backups(),
            "unsent": Invitation.everywhere.waiting().filter(sent_at=None).count(),
            "list_url": reverse("practices:index"),
            "open_url": reverse("practices:add"),
        }
