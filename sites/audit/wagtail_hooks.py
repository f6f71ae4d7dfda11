"""Hooks only register: our own log model in the place of Wagtail's, and the screen of the log."""

from django.db.models import Model
from wagtail import hooks
from wagtail.models import ModelLogEntry

from .wagtail_log import PracticeLogEntry


@hooks.register("register_log_actions", order=100)
def keep_a_history_for_each_practice(actions):
    """After Wagtail's own registration: what is not a page is logged with its practice."""
    actions.register_model(Model, PracticeLogEntry)
    actions.log_entry_models.discard(ModelLogEntry)
