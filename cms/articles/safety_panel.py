"""What the editor says about an article in safety mode: that it is, why, and what its address gives away."""

from wagtail.admin.panels import Panel

from .safety import reasons


class SafetyNotePanel(Panel):
    """A note at the top of the form, where there is something to say."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/articles/safety_note.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk and self.reasons)

        @property
        def reasons(self) -> list[str]:
            return reasons(self.instance)

        @property
        def neutral_slug(self) -> str:
            """An address that says nothing. The number is the page's own, so that no two articles share it."""
            return f"note-{self.instance.pk}"
