"""Headers of public pages, and the admin's own content security policy."""

from django.conf import settings
from django.utils.csp import CSP
from django_permissions_policy import PermissionsPolicyMiddleware

from sites.models.practice import installation_address

from .admin_scripts import with_nonce

ADMIN = "/admin/"
ADMIN_CSP = {
    **settings.SECURE_CSP,
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    # The editor for rich text (Draft.js) writes style elements of its own and takes no nonce for them. A nonce must
    # not stand here: it would switch off what lets them in.
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
}


class DocumentPolicyMiddleware(PermissionsPolicyMiddleware):
    """Says what a page may not use: to pages only. Browsers read it of documents, and it is 1.6 KB long."""

    def __call__(self, request):
        response = super().__call__(request)
        if not response.get("Content-Type", "").startswith("text/html"):
            del response.headers["Permissions-Policy"]
        return response


class OwnOriginMiddleware:
    """No other site may show anything of ours, be it a page, a file or a refusal.

    What others must be able to show, such as the picture that a shared link brings, says so itself: the view sets
    ``Cross-Origin-Resource-Policy: cross-origin``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PublicPageMiddleware:
    """The admin allows what Wagtail's editor needs; public pages have the strict policy of the settings."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            self._for_the_admin(request, response)
        return response

    @staticmethod
    def _for_the_admin(request, response):
        # With no-referrer a browser sends "Origin: null" with forms, and the CSRF check refuses them.
        response.headers["Referrer-Policy"] = "same-origin"
        # Wagtail says so of all its own pages; this is for refusals and errors, which are drawn elsewhere.
        response.headers.setdefault("Cache-Control", "no-store, private")
        # Signing out, and whatever is sent after the session has ended, leads to the installation's own host.
        form_action = [CSP.SELF, installation_address()]
        response._csp_config = {**ADMIN_CSP, "form-action": form_action}
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = with_nonce(response.text, request._csp_nonce)
