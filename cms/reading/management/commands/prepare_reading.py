"""manage.py prepare_reading: what tasks write after publishing, for pages that were there before them."""

from django.core.management.base import BaseCommand

from cms.articles.models import ArticlePage
from cms.pages.models import BasePage
from cms.reading.card_making import draw
from cms.reading.cards import colours_of
from cms.reading.indexing import put_in
from sites.models import Practice
from sites.scoping import in_practice


class Command(BaseCommand):
    help = "Writes the search of every practice anew, and draws the cards of links that are missing."

    def handle(self, *args, **options):
        for practice in Practice.objects.order_by("pk"):
            with in_practice(practice):
                pages = BasePage.objects.filter(depth__gt=1).order_by("pk")
                for page in pages.iterator(chunk_size=100):
                    put_in(page)
                colours = colours_of(practice)
                for article in ArticlePage.objects.live().iterator(chunk_size=50):
                    draw(article, practice, colours)
            self.stdout.write(f"{practice.name}: done")
