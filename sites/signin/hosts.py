"""Which host answers what: the installation's own pages exist at its own host and nowhere else."""

from functools import wraps
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail.views import serve as serve_page

from ..models.practice import address_of, installation_address
from ..scoping import Kind, across_practices, current_scope

WORK = "/admin/"


def at_the_installation(view):
    """The view at the installation's host. Elsewhere the address is the practice's, for a page of its own or none."""

    @wraps(view)
    def at_this_host(request, *args, **kwargs):
        if current_scope().kind is not Kind.INSTALLATION:
            return serve_page(request, request.path.lstrip("/"))
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        # With no-referrer a browser sends "Origin: null" with forms, and the CSRF check refuses them.
        response.headers["Referrer-Policy"] = "same-origin"
        # Browsers hold a form to this through every redirect that follows, and the last one leads to a practice.
        form_action = [*settings.SECURE_CSP["form-action"], address_of(f"*.{settings.INSTALLATION_DOMAIN}")]
        response._csp_config = {**settings.SECURE_CSP, "form-action": form_action}
        return response

    return at_this_host


def among_everyone(view):
    """For allauth's views that look up, by the account's number, who is about to sign in or to be changed.

    At the installation's host only operators are seen otherwise, and these people may work for any practice.
    """

    @wraps(view)
    def with_everyone_seen(request, *args, **kwargs):
        bool(request.user.is_authenticated)  # worked out here and now: who a session belongs to depends on the host
        with across_practices():
            return view(request, *args, **kwargs)

    return with_everyone_seen


def nowhere(request, *args, **kwargs):
    """An address of Wagtail's that this installation does not answer at."""
    raise Http404


def to_the_installation(path: str) -> HttpResponseRedirect:
    """A redirect to the installation's own host."""
    return HttpResponseRedirect(installation_address(path))


def work_path(path: str) -> str:
    """The path, if it is one of the admin at this very host; the admin's first page otherwise."""
    plain = unquote(path)
    parts = urlsplit(path)
    is_ours = path.startswith(WORK) and not parts.scheme and not parts.netloc
    is_plain = ".." not in plain and "//" not in parts.path and "\\" not in plain and plain.isprintable()
    return path if is_ours and is_plain and len(path) <= 2000 else WORK
