"""Who needs a second factor, who has one, and what stands in the way of somebody who needs and has not used it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ..models import Membership, Practice
from .models import SignIn

# Recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where somebody was going when they were asked for a second factor.
ON_THE_WAY_TO = "signin.on_the_way_to"


def factors_of(user) -> set[str]:
    """The kinds of second factor that the person has set up."""
    return set(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).values_list("type", flat=True))


def is_required_of_operator(user) -> bool:
    """Operators always need one (``SECOND_FACTOR_FOR_OPERATORS``)."""
    return settings.SECOND_FACTOR_FOR_OPERATORS and user.is_superuser


def is_required_of(user) -> bool:
    """Whether the installation or any of the person's practices asks for one."""
    places = Membership.everywhere.filter(
        user=user, practice__second_factor_required=True, practice__state=Practice.State.OPEN
    )
    return is_required_of_operator(user) or places.exists()


def may_remove(authenticator) -> bool:
    """The last one stays as long as it is required."""
    if authenticator.type not in FACTORS:
        return True
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return others.exclude(pk=authenticator.pk).exists() or not is_required_of(authenticator.user)


def obstacle(request) -> HttpResponseRedirect | None:
    """Where to go first: setting one up, or using the one that is there. None when this sign-in has used one."""
    if request.sign_in.used_second_factor:
        request.session.pop(ON_THE_WAY_TO, None)
        return None
    has = factors_of(request.user)
    if not has:
        request.session[ON_THE_WAY_TO] = request.get_full_path()
        return redirect("mfa_index")
    again = "mfa_reauthenticate" if Authenticator.Type.TOTP in has else "mfa_reauthenticate_webauthn"
    return HttpResponseRedirect(f"{reverse(again)}?{urlencode({'next': request.get_full_path()})}")


def note_used(request, user):
    """This sign-in has shown a second factor."""
    sign_in = getattr(request, "sign_in", None)
    if sign_in is not None and sign_in.user_id == user.pk:
        sign_in.used_second_factor = True
        SignIn.objects.filter(pk=sign_in.pk).update(used_second_factor=True)


def note_removed(user):
    """Without any factor left no sign-in can go on as if it had one."""
    if not factors_of(user):
        SignIn.objects.filter(user=user).update(used_second_factor=False)
