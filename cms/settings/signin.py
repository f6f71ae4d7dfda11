"""Signing in, once, at the installation's own host (docs/decisions/0010). Part of base.py."""

from environs import Env

_env = Env()
_https = _env.str("PUBLIC_SCHEME", "https") == "https"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"  # which leads on to a single practice
LOGOUT_REDIRECT_URL = "account_login"
SECOND_FACTOR_FOR_OPERATORS = True
LETTERS_IN_THREAD = True  # so that the time of an answer does not tell whether a letter was written
INVITATION_DAYS = 7
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 14 * 24 * 3600  # a sign-in ends after this, used or not
# Session cookies are for one host each. Under https their name makes the browser refuse any other kind.
if _https:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
ACCOUNT_ADAPTER = "sites.signin.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's link has proved the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds for which a password or code just given counts
ACCOUNT_FORMS = {
    "login": "sites.signin.forms.SignInForm",
    "reset_password": "sites.signin.forms.ForgottenPasswordForm",
    "user_token": "sites.signin.forms.ResetTokenForm",
}
# Tries within five minutes: per address of the network, and per person ("key": e-mail and network address together).
ACCOUNT_RATE_LIMITS = {
    "login": "60/5m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reset_password": "10/5m/ip,3/5m/key",
    "reset_password_from_key": "20/5m/ip",
    "reauthenticate": "10/5m/user",
    "change_password": "10/5m/user",
    "ticket": "20/5m/ip",
    "invitation": "20/5m/ip",
}
MFA_ADAPTER = "sites.signin.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
MFA_TOTP_ISSUER = "Anteroom"
MFA_TOTP_TOLERANCE = 1  # clocks may differ by half a minute
MFA_FORMS = {"add_webauthn": "sites.signin.forms.AddPasskeyForm"}
MFA_RATE_LIMITS = {"webauthn_login": "20/5m/ip"}
# The network address of whoever asks is the last one that our own proxy wrote down.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _env.bool("BEHIND_PROXY", False) else 0
