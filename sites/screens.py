"""Screens in the admin: the owner's people and practice, the operator's practices."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import membership, rules
from .forms import ChangePracticeForm, InvitationForm, OpenPracticeForm, PracticeForm, RoleForm
from .models import Membership, Practice
from .operators_list import COLUMNS, OperatorsButtons, PracticesView
from .scoping import Kind, current_practice, current_scope


class InvitePersonView(generic.CreateView):
    """Invites; the form does the writing, so that it happens once and whole."""

    def save_instance(self):
        return self.form.save()

    def get_success_message(self, instance):
        if instance.invited_at is None:
            return f"The letter to {instance.user} could not be sent. End their place here, then invite them again."
        return f"{instance.user} has been invited by mail."


class ChangeRoleView(generic.EditView):
    """Changes a role, and says so when the last owner would be lost."""

    def save_instance(self):
        changed = self.form.save(commit=False)
        membership.change_role(changed, changed.role, by=self.request.user)
        return changed


class LetGoView(generic.DeleteView):
    """Ends a membership."""

    @property
    def confirmation_message(self):
        return (
            f"End {self.object.user}'s place in this practice? What they wrote stays. "
            "They can not sign in here any more from this moment on."
        )

    def form_valid(self, form):
        try:
            membership.let_go(self.object, by=self.request.user)
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return HttpResponseRedirect(self.get_success_url())
        messages.success(self.request, f"{self.object.user} has left the practice.")
        return HttpResponseRedirect(self.get_success_url())


def _last_signed_in(member: Membership) -> str:
    """The day, or that the invitation still waits."""
    moment = member.user.last_login
    return date_format(localtime(moment), "j F Y") if moment else "Not yet: invite again to send the letter again"


class PeopleView(generic.IndexView):
    """The people of the practice, each with their account, in one query."""

    page_title = "People"
    add_item_label = "Invite somebody"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user")


class PeopleViewSet(ModelViewSet):
    """The people of the practice in scope."""

    model = Membership
    name = "practice_people"
    url_prefix = "practice/people"
    icon = "group"
    menu_label = "People"
    menu_name = "practice-people"
    menu_order = 600
    add_to_settings_menu = True
    list_display = [
        "user",
        Column("email", label="E-mail", accessor="user.email"),
        Column("role", label="Role", accessor="get_role_display"),
        Column("last_login", label="Last signed in", accessor=_last_signed_in),
    ]
    list_per_page = 50
    ordering = ["user__first_name", "user__last_name"]
    index_view_class = PeopleView
    add_view_class = InvitePersonView
    edit_view_class = ChangeRoleView
    delete_view_class = LetGoView
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update=False):
        return RoleForm if for_update else InvitationForm


class OpenPracticeView(generic.CreateView):
    """Opens a practice through provisioning, in one transaction."""

    def save_instance(self):
        return self.form.save()

    def get_success_message(self, instance):
        opened = f"{instance} is open at {instance.base_url}."
        if Membership.everywhere.filter(practice=instance, invited_at=None).exists():
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


class PracticeDetailsView(generic.EditView):
    """The owner's own practice: name, contact, hours, time zone."""

    model = Practice
    form_class = PracticeForm
    page_title = "Practice"
    header_icon = "home"
    edit_url_name = "practice_details"
    index_url_name = "practice_details"
    success_message = "The practice's details are saved."
    template_name = "wagtailadmin/generic/form.html"

    def dispatch(self, request, *args, **kwargs):
        if current_scope().kind is not Kind.PRACTICE or not rules.may_configure(request.user, current_practice()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def user_has_permission(self, permission):
        return True  # dispatch() has asked

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
            "unsent": Membership.everywhere.filter(invited_at=None, user__last_login=None).count(),
            "list_url": reverse("practices:index"),
            "open_url": reverse("practices:add"),
        }
