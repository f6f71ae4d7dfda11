"""When periodic work was done last, and whether it failed: one row for each thing that comes round."""

from django.db import models


class PeriodicRun(models.Model):
    """The latest run of one function. ``noting.py`` writes it."""

    belongs_to_nobody = "the installation's own work"

    name = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Empty while it runs, and where its process ended in between.")
    well_at = models.DateTimeField(null=True, help_text="When it last ended without a failure.")
    failed = models.CharField(max_length=300, blank=True, help_text="What went wrong, in words without anybody's data.")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name"]
        verbose_name = "periodic run"

    def __str__(self):
        return self.name

    @property
    def took(self):
        """How long it took, as a timedelta; None while it runs."""
        return self.ended_at - self.started_at if self.ended_at else None
