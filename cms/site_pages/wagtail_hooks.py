"""Hooks only register: what the owner's form asks while colours are typed, and the page of all components."""

from django.urls import path
from wagtail import hooks

from . import look_book, look_views


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("look/remarks/", look_views.look_remarks, name="look_remarks"),
        path("components/", look_book.look_book, name="look_book"),
    ]
