"""What keeps an installation running: one process for periodic work, tasks that are not lost, a screen about both."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "sites.keeping"
    label = "keeping"
    verbose_name = "Keeping the installation running"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ..doors import At, open_doors
        from ..periodic import every_day, every_round
        from . import sweeping
        from .reaping import reap

        open_doors(["keeping", "keeping_try_again"], At.INSTALLATION)
        every_round(reap, "Tasks whose worker has died, or that met a passing failure, are tried again")
        every_day(sweeping.sessions, "Sessions that have run out are deleted")
        every_day(sweeping.sign_ins, "Sign-ins and tickets that have run out are deleted")
        every_day(sweeping.tasks, "Tasks that are done are forgotten")
        every_day(sweeping.counts_of_tries, "Counts of tries that have run out are deleted")
        every_day(sweeping.form_states, "Forms that were left open for a day are forgotten")
