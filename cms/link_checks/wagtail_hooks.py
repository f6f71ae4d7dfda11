"""Hooks only register: the screen of one booking address."""

from django.urls import path
from wagtail import hooks

from . import screens


@hooks.register("register_admin_urls")
def addresses():
    return [path("booking-address/<int:pk>/", screens.LinkCheckView.as_view(), name="booking_link_check")]
