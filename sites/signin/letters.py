"""The letter to whoever has forgotten the password, written where nobody can measure whether it is."""

import logging
from threading import Timer

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import connections
from django.template.loader import render_to_string

from ..models import User

logger = logging.getLogger(__name__)
# By then the answer is with whoever asked: a thread at work beside it would slow it down for known addresses.
DELAY_SECONDS = 2


def write_about_forgotten_password(email: str):
    """Look the address up and write to it, apart from the request: known and unknown ones are answered alike."""
    if settings.LETTERS_IN_THREAD:
        timer = Timer(DELAY_SECONDS, _write_and_close, args=(email,))
        timer.daemon = True
        timer.start()
    else:
        _write(email)


def _write_and_close(email: str):
    try:
        _write(email)
    finally:
        connections.close_all()


def _write(email: str):
    user = User.everyone.with_email(email)
    if user is None or not user.is_active:
        return
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    context = {
        "user": user,
        "link": get_adapter().get_reset_password_from_key_url(key),
        "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
    text = render_to_string("emails/forgotten_password.txt", context)
    try:
        send_mail("A new password", text, None, [user.email])
    except OSError:  # SMTP errors are OSErrors
        logger.exception("The letter about a forgotten password could not be sent")
