"""Addresses that are the same at every practice. They come before pages; a practice's own page may answer at two."""

from django.urls import path

from .views import standing, what_this_site_contacts

urlpatterns = [
    path("privacy/", standing, {"name": "privacy"}, name="privacy"),
    path("accessibility/", standing, {"name": "accessibility"}, name="accessibility"),
    path("what-this-site-contacts/", what_this_site_contacts, name="what_this_site_contacts"),
]
