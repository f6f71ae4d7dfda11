"""The reader's form: a name that need not be theirs, the comment, and an address only for whoever wants one kept."""

from django import forms
from django.core.exceptions import ValidationError

from .models import MOST_CHARACTERS, MOST_OF_A_NAME
from .pseudonyms import suggested
from .texts import plain, plain_line


def _too_long(most: int) -> dict:
    return {"max_length": f"Please keep to {most:,} characters. You have %(show_value)s."}


class CommentForm(forms.Form):
    """One reader's comment on one article."""

    use_required_attribute = False  # the sentences below say more than browsers do

    name = forms.CharField(
        max_length=MOST_OF_A_NAME,
        label="A name to stand above it",
        help_text="This one was made up for you. Keep it or choose another; it need not be yours.",
        error_messages={"required": "Write a name. A made-up one is fine.", **_too_long(MOST_OF_A_NAME)},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        strip=False,
        label="Your comment",
        help_text="Everybody can read it once it is approved. Please leave out full names and what tells who you or "
        "others are.",
        error_messages={"required": "Write your comment here.", **_too_long(MOST_CHARACTERS)},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label="Your e-mail address",
        help_text="Only so that you can ask us to delete your comment. It is stored sealed and never shown; nobody "
        "writes to it.",
        error_messages={"invalid": "This is no e-mail address. Write it like wren@example.org, or leave it empty."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Robots fill this; it is shown to nobody.
    website = forms.CharField(required=False, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    form_token = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    parent = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, data=None, *, article, **kwargs):
        super().__init__(data, auto_id="comment-%s-field", initial={"name": suggested()}, **kwargs)
        self.article = article
        self.hindrance, self.keeps_token = "", False

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Where to go, and what to do there, for each thing that is wrong."""
        return [(self[name].auto_id, error) for name in self.fields for error in self.errors.get(name, [])]

    def clean_name(self):
        return self._something(plain_line(self.cleaned_data["name"]), "Write a name. A made-up one is fine.")

    def clean_text(self):
        return self._something(plain(self.cleaned_data["text"]), "Write your comment here.")

    @staticmethod
    def _something(text: str, otherwise: str) -> str:
        """A text of nothing but what is never seen is none."""
        if not text:
            raise ValidationError(otherwise)
        return text

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError("Send this once more: a field that nobody sees had been filled.")
        return ""

    def content(self) -> dict:
        """What is stored, and what the same form sent again is known by."""
        return {name: self.cleaned_data[name] for name in ("name", "text", "email", "parent")}
