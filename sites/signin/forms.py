"""allauth's forms in our words, and looking people up where no practice is in scope; the form of a new account."""

from allauth.account.forms import LoginForm, ResetPasswordForm, UserTokenForm
from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password

from ..models import User
from .letters import write_about_forgotten_password


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""  # the page itself has the way to a new one
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ForgottenPasswordForm(ResetPasswordForm):
    """Takes any address, and asks nothing about it while somebody waits for the answer."""

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, request, **kwargs) -> str:
        write_about_forgotten_password(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class ResetTokenForm(UserTokenForm):
    """The link of a letter: its person may work for any practice."""

    def _get_user(self, uidb36):
        try:
            return User.everyone.filter(pk=url_str_to_user_pk(uidb36), is_active=True).first()
        except (ValueError, OverflowError):
            return None


class AddPasskeyForm(AddWebAuthnForm):
    """A name for a device that is to be a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "A name for it, to know it by"
        self.fields["name"].max_length = 100
        self.initial["name"] = ""
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = "It may sign me in without my password"
        self.fields["passwordless"].help_text = "The device then asks for its PIN, a finger or a face each time."


class NewAccountForm(forms.Form):
    """Somebody new, who came by the link of an invitation."""

    name = forms.CharField(max_length=150, label="Your name", help_text="As colleagues should see it.")
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def __init__(self, *args, invitation, **kwargs):
        self.invitation = invitation
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_password(self) -> str:
        first, _, last = self.cleaned_data.get("name", "").partition(" ")
        validate_password(
            self.cleaned_data["password"], User(email=self.invitation.email, first_name=first, last_name=last)
        )
        return self.cleaned_data["password"]
