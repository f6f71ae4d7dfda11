"""Keeps what can be found in step with the pages: after each save of a page, in the background."""

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.tasks import task

from cms.articles.models import ArticlePage, TopicPage
from cms.blocks.words import text_of
from cms.faq.blocks import questions_on
from cms.faq.models import FaqEntry
from cms.pages.models import BasePage
from cms.people.models import PractitionerPage
from cms.site_pages.models import ContactPage, ServicePage, StandardPage
from sites.models import Practice
from sites.scoping import in_practice

from .models import Findable
from .words import plain

Kind = Findable.Kind
KINDS = {
    ArticlePage: Kind.ARTICLE,
    PractitionerPage: Kind.PERSON,
    ServicePage: Kind.SERVICE,
    TopicPage: Kind.TOPIC,
    StandardPage: Kind.PAGE,
    ContactPage: Kind.PAGE,
}
MOST_CHARACTERS = 100_000  # of one page; a long article has 20,000


def rows_of(page) -> list[Findable]:
    """What a page of one of the kinds above is found by, unsaved."""
    rows = [_row(page, KINDS[type(page)], page.title, _words_of(page))]
    if hasattr(page, "body"):
        rows += [
            _row(page, Kind.QUESTION, pair["question"], plain(pair["answer"]), pair["anchor"])
            for pair in questions_on(page.body)
        ]
    return rows


def _row(page, kind, title, text, anchor="") -> Findable:
    fields = {"title": title[:255], "text": text[:MOST_CHARACTERS], "anchor": anchor}
    return Findable(practice_id=page.practice_id, page_id=page.pk, kind=kind, **fields)


def _words_of(page) -> str:
    """All that a reader may remember of a page, title left out."""
    parts = [page.introduction]
    if isinstance(page, ArticlePage):
        parts += [page.plain_text, page.byline, page.label]
    elif isinstance(page, PractitionerPage):
        titles = (credential.title for credential in page.shown_credentials)
        parts += [page.role_title, plain(page.about), page.interests, page.languages, *titles]
    elif hasattr(page, "body"):
        parts.append(text_of(page.body))
    return "\n".join(part for part in parts if part)


def put_in(page):
    """Write the rows of a page anew. What is not live is left out when somebody searches."""
    page = page.specific
    with transaction.atomic():
        Findable.objects.filter(page=page.pk).delete()
        if type(page) in KINDS:
            Findable.objects.bulk_create(rows_of(page), ignore_conflicts=True)


@task()
def index_page(practice_id: int, page_id: int):
    """Does nothing when the page is gone."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        page = BasePage.objects.filter(pk=page_id).first()
        if page is not None:
            put_in(page)


@task()
def index_questions(practice_id: int):
    """Articles anew whose questions come from the bank, one entry of which has changed."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        for article in ArticlePage.objects.live().iterator(chunk_size=50):
            if any(block["type"] == "faq" for block in article.body.raw_data):
                put_in(article)


@receiver(post_save, sender=ArticlePage)
@receiver(post_save, sender=PractitionerPage)
@receiver(post_save, sender=ServicePage)
@receiver(post_save, sender=TopicPage)
@receiver(post_save, sender=StandardPage)
@receiver(post_save, sender=ContactPage)
def queue_page(sender, instance, raw=False, update_fields=None, **kwargs):
    """After a whole save: drafts store a revision, and change only a few fields of the page itself."""
    if not raw and update_fields is None:
        transaction.on_commit(lambda: index_page.enqueue(instance.practice_id, instance.pk))


@receiver(post_save, sender=FaqEntry)
def queue_questions(sender, instance, created, raw=False, update_fields=None, **kwargs):
    if not raw and not created and update_fields is None:
        transaction.on_commit(lambda: index_questions.enqueue(instance.practice_id))
