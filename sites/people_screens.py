"""The owner's screen of people: who is here, who is invited, what each may do; and everybody's way out."""

from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from . import membership, rules
from .forms import InvitationForm, RoleForm
from .models import Invitation, Membership
from .scoping import current_practice
from .signin.hosts import to_the_installation

# Invitations run out; more than these wait nowhere.
MOST_INVITATIONS = 100
NOT_SENT = "The letter to {} could not be sent. Send it again from the list below when mail works."


class InvitePersonView(generic.CreateView):
    """Invites; the form does the writing, so that it happens once and whole."""

    page_title = "Invite somebody"

    def save_instance(self):
        return self.form.save()

    def get_success_message(self, instance):
        if instance.sent_at is None:
            return NOT_SENT.format(instance)
        return f"{instance} has been invited by mail."

    def get_success_buttons(self):
        return []


class ChangeRoleView(generic.EditView):
    """Changes a role, and says so when the last owner would be lost."""

    def save_instance(self):
        changed = self.form.save(commit=False)
        membership.change_role(changed, changed.role, by=self.request.user)
        if "answers_requests" in self.form.changed_data:
            membership.let_answer(changed, changed.answers_requests, by=self.request.user)
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


def _last_here(member: Membership) -> str:
    """The day they last came in here; what they do elsewhere is not this practice's to see."""
    moment = member.last_entered_at
    return date_format(localtime(moment), "j F Y") if moment else "Not yet"


class PeopleView(generic.IndexView):
    """The people of the practice, each with their account, in one query; below them who is invited, in another."""

    page_title = "People"
    add_item_label = "Invite somebody"
    template_name = "wagtailadmin/people/index.html"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user")

    def get_context_data(self, **kwargs):
        invitations = list(Invitation.objects.waiting()[:MOST_INVITATIONS])
        return super().get_context_data(invitations=invitations, **kwargs)


def _waiting_invitation(request, pk) -> Invitation:
    """One that waits in the practice in scope. Raises PermissionDenied for whoever may not manage people."""
    if not rules.may_manage_people(request.user, current_practice()):
        raise PermissionDenied
    return get_object_or_404(Invitation.objects.waiting(), pk=pk)


@require_POST
def send_again(request, pk):
    """A new letter with a new link."""
    invitation = membership.send_again(_waiting_invitation(request, pk), by=request.user)
    if invitation.sent_at is None:
        messages.error(request, NOT_SENT.format(invitation))
    else:
        messages.success(request, f"{invitation} has been invited again. The link in the former letter is void.")
    return redirect("practice_people:index")


@require_POST
def withdraw(request, pk):
    """The link in the letter opens nothing any more."""
    invitation = _waiting_invitation(request, pk)
    membership.withdraw(invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation} has been withdrawn.")
    return redirect("practice_people:index")


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
        Column("last_here", label="Last here", accessor=_last_here),
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

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("invitations/<uuid:pk>/send/", send_again, name="send_again"),
            path("invitations/<uuid:pk>/withdraw/", withdraw, name="withdraw"),
        ]


def leave(request):
    """Leave the practice in scope by oneself, after being asked once more."""
    practice = current_practice()
    if practice is None:
        raise Http404
    place = request.user.membership_in(practice)
    error = ""
    if request.method == "POST":
        try:
            membership.resign(place)
        except ValidationError as refused:
            error = refused.messages[0]
        else:
            list(plain_messages.get_messages(request))  # what was to be said here is said nowhere
            return to_the_installation("/practices/")
    context = {"practice": practice, "error": error, "page_title": "Leave this practice"}
    return TemplateResponse(request, "wagtailadmin/people/leave.html", context)
