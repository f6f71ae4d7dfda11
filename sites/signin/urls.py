"""Addresses of signing in. Those of allauth that are needed stand here one by one; no others exist."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from . import handover, screens, second_factor_views
from .hosts import among_everyone, at_the_installation, nowhere
from .practices import my_practices

SECOND = "account/second-factor/"
# address, view, name: allauth's own names, which it looks for.
OF_ALLAUTH = [
    ("account/login/", among_everyone(account.login), "account_login"),
    ("account/logout/", account.logout, "account_logout"),
    ("account/again/", account.reauthenticate, "account_reauthenticate"),
    ("account/password/", account.password_change, "account_change_password"),
    ("account/forgotten/", account.password_reset, "account_reset_password"),
    ("account/forgotten/sent/", account.password_reset_done, "account_reset_password_done"),
    ("account/forgotten/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    (SECOND, second_factor_views.overview, "mfa_index"),
    (f"{SECOND}ask/", among_everyone(mfa.authenticate), "mfa_authenticate"),
    (f"{SECOND}again/", mfa.reauthenticate, "mfa_reauthenticate"),
    (f"{SECOND}app/add/", app.activate_totp, "mfa_activate_totp"),
    (f"{SECOND}app/remove/", app.deactivate_totp, "mfa_deactivate_totp"),
    (f"{SECOND}codes/", second_factor_views.recovery_codes, "mfa_view_recovery_codes"),
    (f"{SECOND}codes/new/", among_everyone(codes.generate_recovery_codes), "mfa_generate_recovery_codes"),
    (f"{SECOND}codes/file/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    (f"{SECOND}passkeys/", passkeys.list_webauthn, "mfa_list_webauthn"),
    (f"{SECOND}passkeys/add/", passkeys.add_webauthn, "mfa_add_webauthn"),
    (f"{SECOND}passkeys/login/", among_everyone(passkeys.login_webauthn), "mfa_login_webauthn"),
    (f"{SECOND}passkeys/again/", passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    (f"{SECOND}passkeys/<int:pk>/remove/", second_factor_views.remove_passkey, "mfa_remove_webauthn"),
    (f"{SECOND}passkeys/<int:pk>/rename/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
]

urlpatterns = [
    *(path(address, at_the_installation(view), name=name) for address, view, name in OF_ALLAUTH),
    re_path(
        r"^account/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)/$",
        at_the_installation(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("account/sign-ins/", screens.sign_ins, name="sign_ins"),
    path("account/sign-ins/<uuid:pk>/end/", screens.end_sign_in, name="end_sign_in"),
    path("account/sign-ins/end-others/", screens.end_other_sign_ins, name="end_other_sign_ins"),
    path("practices/", my_practices, name="my_practices"),
    path("invitation/<str:token>/", screens.invitation, name="invitation"),
    path("enter/<slug:slug>/", handover.enter, name="enter"),
    # At a practice's host; the first also at the installation's.
    path("admin/login/", handover.ask, name="wagtailadmin_login"),
    path("admin/enter/", handover.use_ticket, name="use_ticket"),
    # Wagtail's own ways to sign in and to set a password.
    re_path(r"^admin/password_reset/", nowhere),
    path("_util/login/", nowhere),
]
