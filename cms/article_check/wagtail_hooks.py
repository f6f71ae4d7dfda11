"""Hooks only register: the screen of one article's check."""

from django.urls import path
from wagtail import hooks

from . import screens


@hooks.register("register_admin_urls")
def addresses():
    return [path("pages/<int:page_id>/check/", screens.ArticleCheckView.as_view(), name="article_check")]
