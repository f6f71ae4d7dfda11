"""Entries of the admin's menus: for whoever configures the practice, and with the number of things that wait."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from . import rules

MOST_COUNTED = 99


class PracticeMenuItem(MenuItem):
    """Shown to whoever may configure the practice in scope."""

    def is_shown(self, request):
        return rules.may_configure_here(request.user)


class CountedMenuItem(MenuItem):
    """Says behind its words how many things wait, as far as ``number_for`` counts; "99+" for more."""

    def number_for(self, request) -> int:
        """How many wait for this person. Count no further than one more than MOST_COUNTED."""
        raise NotImplementedError

    def render_component(self, request):
        number = self.number_for(request)
        shown = f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
        label = f"{self.label} ({shown})" if number else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)
