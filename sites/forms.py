"""Forms of the owner's and the operator's screens. Messages stand on the field and say what to do."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from . import membership, rules
from .audit.recording import record, record_for_both
from .models import Invitation, Membership, Practice, PracticeHost
from .models.practice import OF_INSTALLATION, host_label, host_name, is_of_installation, normal_host
from .provisioning import close_practice, give_hosts, open_practice, reopen_practice
from .roles import ROLES, RoleKey
from .scoping import current_practice

PRACTICE_FIELDS = ["name", "strapline", "phone", "email", "address", "hours", "country", "time_zone", "language"]


def role_field():
    """The roles to choose from, each with its sentence."""
    choices = [(role.key.value, f"{role.key.label}: {role.sentence}") for role in ROLES.values()]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=RoleKey.PRACTITIONER)


class InvitationForm(WagtailAdminModelForm):
    """Invite somebody into the practice in scope. Inviting an address again sends a new letter."""

    email = forms.EmailField(label="E-mail address", help_text="The invitation is sent here.")
    name = forms.CharField(max_length=150, help_text="As colleagues should see it.")
    role = role_field()

    class Meta:
        model = Invitation
        fields = ["email", "name", "role"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if Membership.objects.filter(user__email__iexact=email).exists():
            raise ValidationError("This person is here already. Find them in the list to change their role.")
        return email

    def validate_unique(self):
        """One that waits for this address already is renewed, so it is in nobody's way."""

    def _post_clean(self):
        """The invitation is written by ``invite``, whole; nothing of it is prepared here."""

    def save(self, commit=True):
        data = self.cleaned_data
        self.instance = membership.invite(
            current_practice(), data["email"], data["role"], name=data["name"], by=self.for_user, again=True
        )
        return self.instance


class RoleForm(WagtailAdminModelForm):
    """Change what somebody may do."""

    role = role_field()

    class Meta:
        model = Membership
        fields = ["role", "answers_requests"]

    def clean_role(self):
        role = self.cleaned_data["role"]
        was = Membership.objects.get(pk=self.instance.pk)
        if was.role == RoleKey.OWNER and role != RoleKey.OWNER and not rules.may_lose_owner(was):
            raise ValidationError("A practice needs an owner. Make somebody else an owner first.")
        return role


class PracticeForm(WagtailAdminModelForm):
    """What an owner keeps up to date about the practice."""

    time_zone = forms.ChoiceField(
        choices=[(zone, zone.replace("_", " ")) for zone in settings.WAGTAIL_USER_TIME_ZONES],
        error_messages={"invalid_choice": "“%(value)s” is no time zone. Use a name like “Europe/London”."},
    )

    class Meta:
        model = Practice
        fields = [*PRACTICE_FIELDS, "second_factor_required"]
        widgets = {"address": forms.Textarea(attrs={"rows": 4})}

    def save(self, commit=True):
        """Saves, and writes down which fields changed; at the installation's host in both logs."""
        practice = super().save(commit=commit)
        changed = ", ".join(name for name in self.changed_data if name in PRACTICE_FIELDS)
        if changed and current_practice():
            record("practice.changed", by=self.for_user, title=practice.name, fields=changed)
        elif changed:
            record_for_both("practice.changed", practice, by=self.for_user, fields=changed)
        return practice


class HostsField(forms.CharField):
    """Host names, one a line; the first becomes the main address."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value):
        return [normal_host(line) for line in super().to_python(value).splitlines() if line.strip()]

    def validate(self, value):
        for host in value:
            host_name(host)


class _OperatorPracticeForm(PracticeForm):
    own_hosts = HostsField(
        required=False, help_text="Host names of the practice's own, one a line. Readers are led to the first."
    )

    def clean_own_hosts(self):
        hosts = self.cleaned_data["own_hosts"]
        slug = self.instance.slug or self.cleaned_data.get("slug", "")
        for host in hosts:
            if is_of_installation(host) and host != Practice(slug=slug).installation_host:
                raise ValidationError(OF_INSTALLATION.format(host=host))
            if PracticeHost.objects.filter(host=host).exclude(practice=self.instance.pk).exists():
                raise ValidationError(f"“{host}” is already in use by another site. Choose another one.")
        return hosts


class OpenPracticeForm(_OperatorPracticeForm):
    """Open a practice and invite its first owner."""

    # Not Django's slug field, whose own message allows underscores.
    slug = forms.CharField(max_length=42, validators=[host_label], help_text=Practice._meta.get_field("slug").help_text)
    field_order = ["name", "slug", "owner_name", "owner_email", "country", "time_zone", "language"]

    owner_name = forms.CharField(max_length=150, label="Owner's name")
    owner_email = forms.EmailField(label="Owner's e-mail address", help_text="The invitation is sent here.")

    class Meta(PracticeForm.Meta):
        fields = ["slug", *PRACTICE_FIELDS]

    def save(self, commit=True):
        data = self.cleaned_data
        self.instance = open_practice(
            hosts=tuple(data["own_hosts"]),
            by=self.for_user,
            owner_name=data["owner_name"],
            owner_email=data["owner_email"],
            **{name: data[name] for name in ["slug", *PRACTICE_FIELDS]},
        )
        return self.instance


class ChangePracticeForm(_OperatorPracticeForm):
    """Change a practice's facts, hosts and state."""

    reason = forms.CharField(
        required=False,
        max_length=500,
        label="Why it is closed or reopened",
        help_text="Needed only when the state changes. The practice's owner can read it.",
    )

    class Meta(PracticeForm.Meta):
        fields = [*PRACTICE_FIELDS, "state"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = self.instance.hosts.exclude(host=self.instance.installation_host)
        self.fields["own_hosts"].initial = "\n".join(own.values_list("host", flat=True))

    def save(self, commit=True):
        practice = super().save(commit=commit)
        if "state" in self.changed_data:
            change = reopen_practice if practice.is_open else close_practice
            change(practice, by=self.for_user, reason=self.cleaned_data["reason"])
        give_hosts(practice, tuple(self.cleaned_data["own_hosts"]), replace=True, by=self.for_user)
        return practice

    def clean(self):
        data = super().clean()
        if "state" in self.changed_data and not data.get("reason", "").strip():
            self.add_error("reason", "Say why. The practice's owner can read it.")
        return data
