"""Hooks only register: the address that the owner's form asks while colours are typed."""

from django.urls import path
from wagtail import hooks

from . import look_views


@hooks.register("register_admin_urls")
def addresses():
    return [path("look/remarks/", look_views.look_remarks, name="look_remarks")]
