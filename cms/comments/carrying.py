"""What a practice, its topics and its articles chose about comments, carried to each article as ``comment_days``.

In the request that changes a choice, in one statement for any number of articles: a reader's page reads it with the
article and asks nothing more. Safety mode is not part of it: the page knows that by itself.
"""

from django.db.models import Case, Exists, OuterRef, PositiveSmallIntegerField, Value, When
from django.db.models.signals import post_save

from cms.articles.commenting import Commenting
from cms.articles.models import ArticlePage, TopicPage

from .models import CommentSettings, days_of

STRICTEST_FIRST = (Commenting.OFF, Commenting.CLOSING, Commenting.ON)


def effective(article_choice: str, topic_choices: list[str], practice_choice: str) -> str:
    """The choice that counts: the article's own, else its strictest topic's, else the practice's."""
    said = next((choice for choice in STRICTEST_FIRST if choice in topic_choices), Commenting.ABOVE)
    return Commenting(article_choice or said or practice_choice)


def carry(articles=None, chosen: CommentSettings | None = None):
    """Write to these articles (all of the practice in scope) what follows from the choices now."""
    chosen = chosen or CommentSettings.of_practice()
    topics = ArticlePage.topics.through.objects.filter(articlepage=OuterRef("pk"))

    def days(choice):
        return Value(days_of(choice, chosen.close_days), output_field=PositiveSmallIntegerField())

    own = [When(comments=choice, then=days(choice)) for choice in STRICTEST_FIRST]
    of_topics = [
        When(Exists(topics.filter(topicpage__comments=choice)), then=days(choice)) for choice in STRICTEST_FIRST
    ]
    articles = ArticlePage.objects.all() if articles is None else articles
    articles.update(comment_days=Case(*own, *of_topics, default=days(chosen.comments)))


def _carry_to_article(sender, instance, raw=False, **kwargs):
    """The topics of an article that is being saved are not stored yet: they are at hand."""
    if raw:
        return
    chosen = CommentSettings.of_practice(instance.practice_id)
    choice = effective(instance.comments, [topic.comments for topic in instance.topics.all()], chosen.comments)
    days = days_of(choice, chosen.close_days)
    if instance.comment_days != days:
        instance.comment_days = days
        ArticlePage.objects.filter(pk=instance.pk).update(comment_days=days)


def _carry_to_articles_of(sender, instance, raw=False, **kwargs):
    if not raw:
        carry(ArticlePage.objects.filter(topics=instance), CommentSettings.of_practice(instance.practice_id))


def start():
    """Called once, from CommentsConfig.ready()."""
    post_save.connect(_carry_to_article, sender=ArticlePage, dispatch_uid="comments_of_article")
    post_save.connect(_carry_to_articles_of, sender=TopicPage, dispatch_uid="comments_of_topic")
