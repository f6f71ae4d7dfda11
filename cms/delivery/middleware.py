"""Headers of public pages, and the admin's own content security policy."""

from django.conf import settings
from django.utils.csp import CSP

from sites.models.practice import address_of

ADMIN = "/admin/"


class PublicPageMiddleware:
    """Public pages say nothing that differs between readers; the admin allows what Wagtail's editor needs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(ADMIN):
            self._for_the_admin(response)
        else:
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    @staticmethod
    def _for_the_admin(response):
        # With no-referrer a browser sends "Origin: null" with forms, and the CSRF check refuses them.
        response.headers["Referrer-Policy"] = "same-origin"
        # Wagtail's editor has inline scripts and styles without a nonce (wagtail issue 1288); issue 3 narrows this.
        response._csp_config = {
            **settings.SECURE_CSP,
            "default-src": [CSP.SELF],
            "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
            "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
            "img-src": [CSP.SELF, "data:", "blob:"],
            "frame-src": [CSP.SELF],
            # Signing out, and whatever is sent after the session has ended, leads to the installation's own host.
            "form-action": [CSP.SELF, address_of(settings.INSTALLATION_DOMAIN)],
        }
