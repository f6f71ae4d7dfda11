"""What the log can be narrowed down to: who, what, between which days."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from .actions import choices


class Day(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def format_value(self, value):
        return value.isoformat() if hasattr(value, "isoformat") else value


class LogFilterForm(forms.Form):
    """All fields are optional. Days are days of the practice's own time zone, which the screen has set."""

    person = forms.CharField(required=False, max_length=100, label="Person", help_text="A part of the name is enough.")
    action = forms.ChoiceField(required=False, label="Action")
    since = forms.DateField(required=False, label="From", widget=Day)
    until = forms.DateField(required=False, label="Until", widget=Day)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", "Every action"), *choices()]

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "This day is before the first one. Choose a later day.")
        return data

    def narrow(self, entries):
        """The entries that fit; all of them while a field says something that can not be."""
        if not self.is_valid():
            return entries
        data = self.cleaned_data
        if data["person"]:
            entries = entries.filter(actor_name__icontains=data["person"])
        if data["action"]:
            entries = entries.filter(action=data["action"])
        if data["since"]:
            entries = entries.filter(moment__gte=_begin_of(data["since"]))
        if data["until"]:
            entries = entries.filter(moment__lt=_begin_of(data["until"] + timedelta(days=1)))
        return entries


def _begin_of(day) -> datetime:
    """The first moment of a day where the practice is."""
    return timezone.make_aware(datetime.combine(day, time.min))
