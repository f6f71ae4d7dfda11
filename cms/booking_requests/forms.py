"""The reader's form: the least that is needed to answer, each field with a sentence of its own."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from sites import telephone

from . import times

EMAIL, PHONE, TEXT = "email", "phone", "text"
REACH = [(EMAIL, "E-mail"), (PHONE, "Telephone call"), (TEXT, "Text message")]
KNOWN = [("new", "No, I am new here"), ("existing", "Yes, I have been here before")]
PLACES = [("in_person", "In person"), ("online", "Online"), ("by_phone", "By telephone")]
ROWS = (1, 2, 3)
MOST_WORDS = 500  # characters
CHOOSE = "Choose one of these."


def needed(sentence: str) -> dict:
    return {"required": sentence, "invalid_choice": CHOOSE}


def too_long(most: int) -> dict:
    return {"max_length": f"Please keep to {most} characters. You have %(show_value)s."}


def zone_choices(first: str) -> list[tuple[str, str]]:
    """All time zones, the practice's own first."""
    others = [zone for zone in settings.WAGTAIL_USER_TIME_ZONES if zone != first]
    return [(zone, zone.replace("_", " ")) for zone in (first, *others)]


class ZoneField(forms.ChoiceField):
    """A select; a name that it does not offer is taken all the same where it is a time zone."""

    def valid_value(self, value):
        times.zone_named(value)
        return True


class RequestForm(forms.Form):
    """One reader's request for one offer of the practice in scope."""

    use_required_attribute = False  # the sentences below say more than browsers do

    name = forms.CharField(
        max_length=80,
        label="Your name",
        help_text="A first name will do.",
        error_messages={**needed("Tell us what to call you. A first name will do."), **too_long(80)},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reach = forms.ChoiceField(
        choices=REACH,
        label="How may we answer you?",
        error_messages=needed("Choose how we may answer you."),
        widget=forms.RadioSelect,
    )
    contact = forms.CharField(
        max_length=254,
        label="Your e-mail address or telephone number",
        help_text="Give one that is safe for you: somebody else may see the answer.",
        error_messages={**needed("Type the address or number that we may use."), **too_long(254)},
    )
    known = forms.ChoiceField(
        choices=KNOWN,
        label="Have you been to this practice before?",
        error_messages=needed("Choose whether you have been here before."),
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(
        label="Where would you like to meet?",
        error_messages=needed("Choose where you would like to meet."),
        widget=forms.RadioSelect,
    )
    zone = ZoneField(label="Your time zone", error_messages=needed("Choose your time zone."))
    words = forms.CharField(
        max_length=MOST_WORDS,
        required=False,
        label="Anything else we should know to find a time",
        help_text="Please leave out what you would rather say in person: diagnoses, other people’s names, what "
        "happened. A line is enough.",
        error_messages=too_long(MOST_WORDS),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(error_messages=needed("Tick this, or ring us instead: we may not answer without it."))
    # Robots fill this; it is shown to nobody.
    website = forms.CharField(required=False, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    form_token = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, max_length=5000, widget=forms.HiddenInput)

    def __init__(self, data=None, *, offer, practice, days: int, **kwargs):
        super().__init__(data, auto_id="request-%s", initial={"zone": practice.time_zone}, **kwargs)
        self.offer, self.practice, self.days = offer, practice, days
        self.fields["zone"].choices = zone_choices(practice.time_zone)
        self.fields["consent"].label = (
            f"{practice.name} may use this to answer me. It is stored sealed, and deleted after "
            f"{days} {'day' if days == 1 else 'days'}."
        )
        self.fields["place"].choices = [(key, label) for key, label in PLACES if getattr(offer, key)]
        if len(self.fields["place"].choices) < 2:
            del self.fields["place"]
        if not offer.asks_free_text:
            del self.fields["words"]
        for row in ROWS:
            self.fields[f"day_{row}"] = forms.DateField(
                required=False,
                label="Day",
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "Write the day like 2026-05-31."},
            )
            self.fields[f"time_{row}"] = forms.TimeField(
                required=False,
                label="Time",
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                error_messages={"invalid": "Write the time like 14:30."},
            )

    @property
    def rows(self) -> list[tuple]:
        """Each preferred day with its time, as fields."""
        return [(self[f"day_{row}"], self[f"time_{row}"]) for row in ROWS]

    @property
    def further_rows_in_use(self) -> bool:
        """Whether the second and third stand open: something was typed there."""
        return any(field.value() or field.errors for row in self.rows[1:] for field in row)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Where to go, and what to do there, for each thing that is wrong."""
        found = [(self[name], error) for name in self.fields for error in self.errors.get(name, [])]
        return [(f"{field.auto_id}_0" if field.use_fieldset else field.auto_id, error) for field, error in found]

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError("Send this once more: a field that nobody sees had been filled.")
        return ""

    def clean(self):
        data = super().clean()
        if data.get("reach") and data.get("contact"):
            self._clean_contact(data)
        if "zone" in data:
            for row in ROWS:
                self._clean_row(data, row, times.zone_named(data["zone"]))
        return data

    def _clean_contact(self, data):
        try:
            if data["reach"] == EMAIL:
                data["contact"] = data["contact"].lower()
                EmailValidator(f"“{data['contact']}” is no e-mail address. Write it like wren@example.org.")(
                    data["contact"]
                )
            else:
                data["contact"] = telephone.to_e164(data["contact"], self.practice.country)
        except ValueError as error:
            self.add_error("contact", str(error))
        except ValidationError as error:
            self.add_error("contact", error)

    def _clean_row(self, data, row: int, zone):
        day, at = data.get(f"day_{row}"), data.get(f"time_{row}")
        if at and not day and f"day_{row}" not in self.errors:
            self.add_error(f"day_{row}", "Choose the day for this time.")
        if not day or f"time_{row}" in self.errors:
            return
        try:
            times.check_time(day, at, zone)
        except ValidationError as error:
            self.add_error(f"day_{row}", error)

    def content(self) -> dict:
        """What is sealed: words and plain values, in the order that a person reads them."""
        data = self.cleaned_data
        only_place = [key for key, _ in PLACES if getattr(self.offer, key)][:1]
        wished = [(data.get(f"day_{row}"), data.get(f"time_{row}")) for row in ROWS]
        return {
            "name": data["name"],
            "reach": data["reach"],
            "contact": data["contact"],
            "known": data["known"],
            "place": data.get("place") or "".join(only_place),
            "zone": data["zone"],
            "times": [{"day": day.isoformat(), "time": f"{at:%H:%M}" if at else ""} for day, at in wished if day],
            "words": data.get("words", ""),
        }
