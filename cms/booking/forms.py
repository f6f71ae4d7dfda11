"""The form of an offer: what an owner pastes is understood here, and only identifiers are kept of it."""

from django import forms
from django.core.exceptions import ValidationError

from sites.own_references import OwnReferencesForm

from .providers import LONGEST_PASTE, Refused, read_paste


class PasteInput(forms.Textarea):
    """Answers at once what was understood; without its script the answer comes when the form is saved."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 3, "spellcheck": "false", "autocomplete": "off", **(attrs or {})})

    class Media:
        js = ["admin/booking.js"]


class OfferForm(OwnReferencesForm):
    """Takes a link or snippet of any booking service in one field."""

    booking_paste = forms.CharField(
        label="Link or snippet of your booking service",
        required=False,
        max_length=LONGEST_PASTE,
        widget=PasteInput,
        help_text="Paste the link, or the code that the service gives you for your website. We keep the service and "
        "your page there, and nothing else of it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("booking_paste", self.instance.booking_link)
        self.understood = None

    def clean_booking_paste(self):
        pasted = (self.cleaned_data.get("booking_paste") or "").strip()
        is_as_before = pasted == self.instance.booking_link
        if pasted and not is_as_before:
            try:
                self.understood = read_paste(pasted)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return pasted

    def clean(self):
        cleaned = super().clean()
        is_service = cleaned.get("way") == "service"
        if is_service and not cleaned.get("booking_paste") and "booking_paste" not in self.errors:
            self.add_error("booking_paste", "Paste the link of your booking page, or choose another way to book.")
        if self.understood:
            self.instance.service = self.understood.service
            self.instance.service_details = self.understood.details
        return cleaned
