"""When cards are drawn: after publishing, and when the practice's name or look has changed. Never for a reader."""

import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task
from wagtail.signals import page_published

from cms.articles.models import ArticlePage
from cms.media.naming import new_token
from cms.site_pages.models import PracticeSettings
from sites.models import Practice
from sites.scoping import in_practice
from sites.showing import changed, tag_of_view

from .cards import SIZE, Colours, card, colours_of, mark_of

# After a change of name or look, in one go. Older articles get theirs when they are published next.
MOST_AT_ONCE = 60
_NAME = re.compile(r"[0-9a-f]{32}\.card-(?P<mark>[0-9a-f]{8})\.png")


def name_of(practice, mark: str) -> str:
    """Where a new card lies: among the practice's finished pictures, under a name that nobody can guess."""
    return f"{practice.media_key}/renditions/{new_token()}.card-{mark}.png"


def is_fresh(article: ArticlePage, mark: str) -> bool:
    """Whether the stored card shows what it should."""
    found = _NAME.fullmatch(article.card.rpartition("/")[2])
    return bool(found) and found["mark"] == mark


def draw(article: ArticlePage, practice, colours: Colours):
    """Draw, store and note the card of an article, and take the one before away; nothing where none is due."""
    title = article.title
    mark = mark_of(title, practice, colours)
    if is_fresh(article, mark) or article.in_safety_mode:
        return
    name = default_storage.save(name_of(practice, mark), ContentFile(card(title, practice, colours)))
    ArticlePage.objects.filter(pk=article.pk).update(card=name)
    changed(practice.pk, tag_of_view(article.pk))
    if article.card:
        transaction.on_commit(lambda: default_storage.delete(article.card))


def card_of(article: ArticlePage, practice) -> dict | None:
    """``url``, ``width``, ``height`` and ``alt`` of the stored card; None while there is none."""
    if not article.card:
        return None
    url = f"{practice.base_url}{default_storage.url(article.card)}"
    return {"url": url, "width": SIZE[0], "height": SIZE[1], "alt": f"{article.title} · {practice.name}"}


@task()
def draw_card(practice_id: int, article_id: int):
    """Does nothing when the article is gone or not live."""
    practice = Practice.objects.get(pk=practice_id)
    with in_practice(practice):
        article = ArticlePage.objects.live().filter(pk=article_id).first()
        if article is not None:
            draw(article, practice, colours_of(practice))


@task()
def draw_cards(practice_id: int):
    """The newest articles' cards, as far as they would look different now."""
    practice = Practice.objects.get(pk=practice_id)
    with in_practice(practice):
        colours = colours_of(practice)
        for article in ArticlePage.objects.live().order_by("-published_at", "-pk")[:MOST_AT_ONCE]:
            draw(article, practice, colours)


@receiver(page_published, sender=ArticlePage)
def queue_card(sender, instance, **kwargs):
    transaction.on_commit(lambda: draw_card.enqueue(instance.practice_id, instance.pk))


@receiver(post_save, sender=PracticeSettings)
def queue_for_the_look(sender, instance, raw=False, **kwargs):
    if not raw:
        practice_id = Practice.objects.filter(site=instance.site_id).values_list("pk", flat=True).first()
        transaction.on_commit(lambda: draw_cards.enqueue(practice_id))


@receiver(post_save, sender=Practice)
def queue_for_the_name(sender, instance, created, raw=False, **kwargs):
    if not raw and not created and instance.site_id:
        transaction.on_commit(lambda: draw_cards.enqueue(instance.pk))
