"""The owner's form about the way of an article: which steps there are, and who takes them."""

from django import forms
from django.db import transaction

from sites.audit.recording import record
from sites.models import Membership
from sites.roles import Ability, roles_with
from sites.scoping import current_practice

from . import reviewers, steps
from .models import EditorialSettings

NOBODY_ABLE = (
    "Nobody here could take a clinical review yet. It needs somebody ticked below who has a profile with their login "
    "and a credential that holds today."
)
NOBODY_ASKED = "Tick somebody. Otherwise everybody who may publish would be asked again."


class PeopleField(forms.ModelMultipleChoiceField):
    """Colleagues to tick, each with what they are here."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, membership):
        return f"{membership.user} ({membership.get_role_display().lower()})"


class ArticlesWayForm(forms.ModelForm):
    """Everything about an article's way in one place."""

    approvers = PeopleField(
        queryset=Membership.objects.none(),
        label="Who is asked to approve articles",
        help_text="Editors and owners. Nobody approves their own article while somebody else could.",
        error_messages={"required": NOBODY_ASKED},
    )
    approves_own = forms.BooleanField(
        required=False,
        label="Editors and owners may publish their own articles alone",
        help_text="Otherwise somebody else reads them first, as soon as there is a second person.",
    )
    clinical_review = forms.BooleanField(
        required=False,
        label="Clinical review after the approval",
        help_text="Somebody with a credential that holds reads every article before it is live. Readers see who it "
        "was, when, and when it is due again.",
    )
    reviewers = PeopleField(
        queryset=Membership.objects.none(),
        required=False,
        label="Who may review clinically",
        help_text="A review counts while a credential in their profile holds. Owners may in any case.",
    )

    field_order = ["approvers", "approves_own", "clinical_review", "reviewers", "review_months"]

    class Meta:
        model = EditorialSettings
        fields = ["review_months"]

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        members = Membership.objects.select_related("user").filter(user__is_active=True)
        self.fields["approvers"].queryset = members.filter(role__in=roles_with(Ability.PUBLISH))
        self.fields["reviewers"].queryset = members.exclude(role__in=roles_with(Ability.REVIEW))
        self.initial |= {
            "approvers": [one.pk for one in self.fields["approvers"].queryset if one.approves],
            "reviewers": [one.pk for one in self.fields["reviewers"].queryset if one.reviews],
            "approves_own": current_practice().approves_own,
            "clinical_review": steps.has_clinical_review(),
        }

    def clean(self):
        data = super().clean()
        if data.get("clinical_review") and not self.initial["clinical_review"] and not self._anybody_able(data):
            self.add_error("clinical_review", NOBODY_ABLE)
        return data

    def _anybody_able(self, data) -> bool:
        holding = set(reviewers.held_today().filter(page__live=True).values_list("page__person", flat=True))
        owners = Membership.objects.filter(role__in=roles_with(Ability.REVIEW))
        chosen = {one.user_id for one in [*data.get("reviewers", []), *owners]}
        return bool(chosen & holding)

    @transaction.atomic
    def save(self, commit=True):
        """Save all of it, and write down what changed."""
        chosen, practice = super().save(), current_practice()
        for name, field in (("approvers", "approves"), ("reviewers", "reviews")):
            _tick(self.fields[name].queryset, {one.pk for one in self.cleaned_data[name]}, field)
        if practice.approves_own != self.cleaned_data["approves_own"]:
            practice.approves_own = self.cleaned_data["approves_own"]
            practice.save(update_fields=["approves_own"])
        steps.choose_clinical_review(self.cleaned_data["clinical_review"])
        if self.changed_data:
            record("articles.way", by=self.by, subject=chosen, fields=", ".join(self.changed_data))
        return chosen


def _tick(members, chosen: set[int], field: str):
    """Give the field to those who are chosen and take it from the others; untouched rows are not written."""
    for membership in members:
        if getattr(membership, field) != (membership.pk in chosen):
            setattr(membership, field, membership.pk in chosen)
            membership.save(update_fields=[field])
