"""Addresses of the look: its stylesheet, its files, the manifest."""

from django.urls import path

from . import look_views

urlpatterns = [
    path("look/<slug:mark>.css", look_views.look_style, name="look_style"),
    path("look/<slug:mark>/<str:name>", look_views.look_file, name="look_file"),
    path("manifest.webmanifest", look_views.web_manifest, name="web_manifest"),
]
