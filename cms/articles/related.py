"""Which articles are near: shared topics and shared words, worked out after publishing and stored.

Nearness is the cosine of TF-IDF vectors (Salton & Buckley, 1988), plus a share for each common topic. It is computed
over one practice's live articles, of which at most ``MOST_CANDIDATES`` are looked at, so that the work is bounded.
"""

import math
from collections import Counter

from django.db import transaction
from django.dispatch import receiver
from django.tasks import task
from wagtail.signals import page_published, page_unpublished

from cms.blocks.words import words
from sites.models import Practice
from sites.scoping import in_practice
from sites.showing import changed, tag_of_view

from .models import ArticlePage

MOST_CANDIDATES = 400
STORED = 8  # more than are shown, because some may be shown elsewhere on the page or withdrawn later
TOPIC_SHARE = 0.25
SHORTEST_WORD = 4


def words_of(text: str) -> Counter:
    """Words of four letters or more, in lower case, with how often they stand."""
    return Counter(word for word in map(str.lower, words(text)) if len(word) >= SHORTEST_WORD)


def vectors(texts: dict[int, str]) -> dict[int, dict[str, float]]:
    """A TF-IDF vector of length 1 for each text."""
    counts = {pk: words_of(text) for pk, text in texts.items()}
    documents = Counter(word for count in counts.values() for word in count)
    result = {}
    for pk, count in counts.items():
        weights = {
            word: (1 + math.log(times)) * math.log((1 + len(texts)) / documents[word]) for word, times in count.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        result[pk] = {word: weight / length for word, weight in weights.items()}
    return result


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    small, large = sorted((one, other), key=len)
    return sum(weight * large[word] for word, weight in small.items() if word in large)


def near(pk: int, weighed: dict, topics: dict) -> list[int]:
    """The ids of the articles nearest to one, nearest first; equally near ones in the order of their ids."""
    scores = [
        (-cosine(weighed[pk], weighed[other]) - TOPIC_SHARE * len(topics[pk] & topics[other]), other)
        for other in weighed
        if other != pk
    ]
    return [other for _, other in sorted(scores)[:STORED]]


@task()
def update_nearby(practice_id: int, article_id: int):
    """Work out the neighbours of an article, and of those that it is now near to."""
    with in_practice(Practice.objects.get(pk=practice_id)):
        rows = ArticlePage.objects.live().order_by("-published_at", "-pk")
        texts = dict(rows.values_list("pk", "plain_text")[:MOST_CANDIDATES])
        if article_id not in texts:
            return
        topics = {pk: set() for pk in texts}
        through = ArticlePage.topics.through.objects.filter(articlepage_id__in=texts)
        for pk, topic_id in through.values_list("articlepage_id", "topicpage_id"):
            topics[pk].add(topic_id)
        weighed = vectors(texts)
        own = near(article_id, weighed, topics)
        for pk in (article_id, *own):
            nearest = near(pk, weighed, topics)
            if ArticlePage.objects.filter(pk=pk).exclude(nearby_ids=nearest).update(nearby_ids=nearest):
                changed(practice_id, tag_of_view(pk))


@receiver(page_published, sender=ArticlePage)
@receiver(page_unpublished, sender=ArticlePage)
def queue_update(sender, instance, **kwargs):
    """After the change is stored. A withdrawn article is left out when pages are read, so nothing is urgent."""
    if instance.live:
        transaction.on_commit(lambda: update_nearby.enqueue(instance.practice_id, instance.pk))
