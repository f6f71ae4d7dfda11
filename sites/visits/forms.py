"""The operator's form for beginning a visit."""

from django import forms

from .models import LEAST_REASON, OperatorVisit
from .visiting import LENGTHS


class VisitForm(forms.Form):
    """Why, and for how long."""

    reason = forms.CharField(
        min_length=LEAST_REASON,
        max_length=500,
        label="Why do you need to read there?",
        help_text=OperatorVisit._meta.get_field("reason").help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": "Say in a few words why, so that the owner understands it."},
    )
    minutes = forms.TypedChoiceField(
        coerce=int, choices=list(LENGTHS.items()), initial=15, widget=forms.RadioSelect, label="For how long?"
    )
