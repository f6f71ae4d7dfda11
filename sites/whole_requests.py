"""Work in the admin is stored whole or not at all, and what no form of ours sends is refused."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError, transaction
from django.utils.datastructures import MultiValueDictKeyError

ADMIN = "/admin/"
READS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# What Django, SQLite and PostgreSQL say of a key that is no number, or larger than any. Wagtail's choosers look for
# whatever they are sent.
NO_KEY = ("expected a number but got", "too large to convert to SQLite INTEGER", "out of range for type bigint")


# Errors that are no faults but sentences for whoever pressed the button; packages above say how they are told.
_told: dict[type[Exception], Callable] = {}


def tell(kind: type[Exception], answer: Callable):
    """Have ``answer(request, error)`` give the response when work in the admin ends with this kind of error.

    By then nothing of the request is kept.
    """
    _told[kind] = answer


class WholeRequestMiddleware:
    """Runs whatever writes in the admin in one transaction, and answers 400 to what could not have come from a form.

    Wagtail's views save several things one after the other. Where the write guard, an error or the machine stops one
    of them, nothing of the request is kept. Not ``ATOMIC_REQUESTS``: readers would pay for it, and tries to sign in,
    which must be counted although they fail, would be forgotten.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Call the view here, so that this has to stand last in ``MIDDLEWARE``."""
        if request.method in READS or not request.path.startswith(ADMIN):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except tuple(_told) as error:
            return next(answer for kind, answer in _told.items() if isinstance(error, kind))(request, error)
        except Exception as error:
            self.process_exception(request, error)
            raise

    def process_exception(self, request, error):
        if request.path.startswith(ADMIN) and _is_of_no_form(error):
            raise BadRequest("This could not have come from a form here.") from error


def _is_of_no_form(error: Exception) -> bool:
    """Wagtail reads how many blocks there are without asking whether it was sent; keys it takes as they are sent."""
    if isinstance(error, MultiValueDictKeyError):
        return True
    return isinstance(error, ValueError | OverflowError | DataError) and any(words in str(error) for words in NO_KEY)
