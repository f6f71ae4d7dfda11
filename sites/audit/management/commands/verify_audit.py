"""manage.py verify_audit: whether anybody has tampered with the logs."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sites.audit import chain
from sites.audit.models import AuditEntry
from sites.models import Practice

INSTALLATION = "(installation)"


class Command(BaseCommand):
    help = (
        "Checks the seals of every log and prints the last entry and seal of each. Keep what it prints away from this "
        "machine and give it back with --heads: only that shows when the end of a log was cut off."
    )

    def add_arguments(self, parser):
        parser.add_argument("--heads", type=Path, help="a file with what an earlier run printed")

    def handle(self, *args, heads, **options):
        wrong = 0
        kept = _kept(heads)
        for name, practice_id in [(INSTALLATION, None), *Practice.objects.order_by("slug").values_list("slug", "pk")]:
            entries = AuditEntry.everywhere.of_practice(practice_id)
            for fault in [*chain.faults(entries), *_missing_head(entries, kept.get(name))]:
                wrong += 1
                self.stderr.write(f"{name}: {fault}")
            last = entries.order_by("-position").first()
            if last:
                self.stdout.write(f"{name} {last.position} {last.seal}")
        if wrong:
            raise CommandError(f"{wrong} faults. Somebody changed the log in the database; compare it with a backup.")


def _kept(path) -> dict[str, tuple[int, str]]:
    """Position and seal by log, as an earlier run printed them."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else []
    return {name: (int(position), seal) for name, position, seal in (line.split() for line in lines if line.strip())}


def _missing_head(entries, head):
    """What an earlier run saw must still be there."""
    if head and not entries.filter(position=head[0], seal=head[1]).exists():
        yield f"Entry {head[0]}, which an earlier run printed, is not there any more."
