"""manage.py load_demo: the demonstration practices; those that are there already are left as they are."""

from django.core.management.base import BaseCommand, CommandError

from cms.demo.installation import load_editor, load_installation
from cms.demo.loader import PracticeLoader
from sites.models import Practice


class Command(BaseCommand):
    help = "Loads the demonstration practices that are not there yet. Changes nothing that is there."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="only these practices")

    def handle(self, *args, slugs, **options):
        data, known = load_installation()
        if unknown := set(slugs) - set(known):
            raise CommandError(f"No data for: {', '.join(sorted(unknown))}. There is: {', '.join(known)}.")
        slugs = slugs or known
        there = set(Practice.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        missing = [slug for slug in slugs if slug not in there]
        for number, slug in enumerate(missing, 1):
            self.stdout.write(f"  {number} of {len(missing)}: {slug}")
            self.stdout.flush()
            PracticeLoader(slug, data["password"]).load()
        load_editor(data)
