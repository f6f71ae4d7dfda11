"""allauth's pages of the second factor, where they need something of ours."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect

from .second_factor import ON_THE_WAY_TO, is_required_of


class OnTheWay:
    """Tells where somebody was going when they were sent here, once a second factor has been used."""

    def get_context_data(self, **kwargs):
        used = self.request.sign_in.used_second_factor
        going = self.request.session.get(ON_THE_WAY_TO, "")
        return super().get_context_data(go_on=going if used else "", needed=bool(going) and not used, **kwargs)


class Overview(OnTheWay, IndexView):
    """What is set up, and whether it may be taken away."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_required=is_required_of(self.request.user), **kwargs)


class RecoveryCodes(OnTheWay, ViewRecoveryCodesView):
    """Shown after the first factor was set up, so this is where most go on from."""


class RemovePasskey(RemoveWebAuthnView):
    """allauth asks only apps' codes whether they may be removed."""

    def form_valid(self, form):
        if not get_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


overview = login_required(Overview.as_view())
recovery_codes = login_required(RecoveryCodes.as_view())
remove_passkey = RemovePasskey.as_view()
