"""Every address of the installation. What a host may answer is decided by sites.middleware."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from cms.booking import urls as booking_urls
from cms.booking_requests import urls as booking_requests_urls
from cms.comments import urls as comments_urls
from cms.delivery import views
from cms.delivery.documents import document
from cms.delivery.health import healthz, readyz
from cms.delivery.metrics import metrics
from cms.delivery.tls_hosts import tls_host
from cms.desk import urls as desk_urls
from cms.notices import urls as notices_urls
from cms.reading import urls as reading_urls
from cms.site_pages import urls as site_pages_urls

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("tls-host", tls_host, name="tls_host"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("", include("sites.signin.urls")),
    path("", include(desk_urls)),
    path("admin/", include(wagtailadmin_urls)),
    # Wagtail's name for it; its own view asks nothing of the pages, and its form for folders' passwords is left out.
    path("documents/<int:document_id>/<str:filename>", document, name="wagtaildocs_serve"),
    path("media/<path:path>", views.media, name="media"),
    path("", include(booking_urls)),
    path("", include(booking_requests_urls)),
    path("", include(comments_urls)),
    path("", include(notices_urls)),
    path("", include(reading_urls)),
    path("", include(site_pages_urls)),
    path("", views.front_door, name="front_door"),
    path("", include(wagtail_urls)),
]
handler404 = "cms.delivery.views.not_found"
handler500 = "cms.delivery.views.server_error"
handler400 = "cms.delivery.views.bad_request"
handler403 = "cms.delivery.views.forbidden"
handler429 = "sites.signin.limits.too_many"
