"""Where allauth asks us: who may sign in, how tries are counted, what a passkey is bound to."""

from io import BytesIO

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from qrcode.image.svg import SvgPathImage

from ..models.practice import installation_address
from . import second_factor, signals
from .limits import WAIT

NO_FIT = "The address and the password do not fit together. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations only; every refusal is the same."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_FIT,
        "incorrect_password": "This is not your password. Try again.",
        "enter_current_password": "This is not your password. Try again.",
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def authentication_failed(self, request, **credentials):
        email = credentials.get("email", "")
        signals.sign_in_failed.send(sender=type(self), email=email, request=request)

    def respond_user_inactive(self, request, user):
        """Somebody with a passkey whose account was switched off: no word more than at a wrong password."""
        messages.error(request, NO_FIT)
        return redirect("account_login")

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """Per e-mail and network address together: nobody can lock somebody else out from elsewhere."""
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever has signed in within the last minutes is not asked again at once."""
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return timezone.now().timestamp() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return installation_address(reverse("account_reset_password_from_key", args=(uid, token)))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Passkeys are bound to the installation's domain, and so serve all practices below it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This does not fit. Try again, or use one of your recovery codes.",
        "cannot_delete_authenticator": "You need a second factor here, and this is your last one. "
        "Add another one first, then remove this.",
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.INSTALLATION_DOMAIN, "name": settings.WAGTAIL_SITE_NAME}

    def can_delete_authenticator(self, authenticator) -> bool:
        return second_factor.may_remove(authenticator)

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, to stand inside a page: without the line that only a file begins with."""
        buffer = BytesIO()
        qrcode.make(url, image_factory=SvgPathImage).save(buffer)
        return buffer.getvalue().decode().partition("?>")[2].strip()
