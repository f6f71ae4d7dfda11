"""Headers of public pages, and the admin's own content security policy."""

from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.utils.csp import CSP

ADMIN = "/admin/"


class PageGZipMiddleware(GZipMiddleware):
    """Django's compression for pages. What is streamed are files: packed already, and sent in parts."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


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
        }
