"""Sets ``request.user`` from a session that fits this host, and keeps operators to their second factor."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.utils.functional import SimpleLazyObject

from ..scoping import Kind, current_scope
from . import second_factor
from .sessions import person_of

# What an operator without a second factor may still open: the way to get one, and the way out.
ON_THE_WAY = (
    "/account/second-factor/",
    "/account/login/",
    "/account/again/",
    "/account/logout/",
    "/admin/login/",
    "/admin/logout/",
)


class SignInMiddleware(AuthenticationMiddleware):
    """Lazy: a page that asks for nobody reads no session, so that it stays the same for every reader."""

    def process_request(self, request):
        request.user = SimpleLazyObject(lambda: person_of(request))

        async def auser():
            return request.user

        request.auser = auser

    def process_view(self, request, view, args, kwargs):
        """Before anything else at the installation's own host an operator signs in with a second factor."""
        if current_scope().kind is not Kind.INSTALLATION or request.path.startswith(ON_THE_WAY):
            return None
        if not request.user.is_authenticated or not second_factor.is_required_of_operator(request.user):
            return None
        return second_factor.obstacle(request)
