"""Which articles are due to be read again, and who is reminded: on the day, after one week and after four."""

from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cms.articles.models import ArticlePage
from sites.models import Practice, User
from sites.models.people import owners_of
from sites.scoping import across_practices, in_practice

from .letters import people_of, send_to
from .models import EditorialSettings, ReviewReminder
from .months import months_later

# Days after the due date on which a letter is written: the day itself, and as the product promises.
LETTER_DAYS = (0, 7, 28)
A_ROUND = 50  # letters in one round; the next one goes on


def give_due_date(sender, instance, **kwargs):
    """An article that goes live for the first time is due after the practice's months."""
    if instance.review_due_date is None and instance.live:
        months = EditorialSettings.of_practice().review_months
        if months:
            instance.review_due_date = months_later(timezone.localdate(), months)
            # Not save(): what else it would note of the article was noted a moment ago.
            ArticlePage.objects.filter(pk=instance.pk).update(review_due_date=instance.review_due_date)


def due_articles(today: date):
    """Live articles whose day has come, the longest overdue first."""
    return ArticlePage.objects.live().filter(review_due_date__lte=today).order_by("review_due_date", "pk")


def remind_due():
    """Write the letters that are due by now, a bounded number of them."""
    today = timezone.now().date()
    with across_practices():
        waiting = list(_to_be_written(today)[:A_ROUND])
    for article_id, practice_id in waiting:
        practice = Practice.objects.get(pk=practice_id)
        with in_practice(practice), timezone.override(practice.time_zone):
            _remind(ArticlePage.objects.get(pk=article_id), timezone.localdate())


def _to_be_written(today: date):
    """Articles with fewer letters about their date than there should be, as pairs with their practice."""
    reminders = ReviewReminder.objects.filter(article=OuterRef("pk"), due_date=OuterRef("review_due_date"))
    articles = due_articles(today).filter(practice__state=Practice.State.OPEN)
    articles = articles.annotate(letters=Subquery(reminders.values("letters")[:1]))
    late = Q()
    for number, days in enumerate(LETTER_DAYS):
        written = Q(letters=number) if number else Q(letters=None)
        late |= Q(review_due_date__lte=today - timedelta(days=days)) & written
    return articles.filter(late).values_list("pk", "practice_id")


def _remind(article: ArticlePage, today: date):
    """Note first, then write: a letter may be lost, but nobody gets the same one again and again."""
    overdue = (today - article.review_due_date).days
    number = sum(overdue >= days for days in LETTER_DAYS)
    if not number:
        return  # the practice's own day has not come yet
    written, _ = ReviewReminder.objects.get_or_create(article=article, defaults={"due_date": article.review_due_date})
    if written.due_date != article.review_due_date:
        written.due_date, written.letters = article.review_due_date, 0
    if written.letters >= number:
        return
    written.letters = number
    written.save()
    people, authors_left = _people_reminded(article)
    practice = article.practice
    path = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    context = {"article": article, "practice": practice, "address": practice.work_address(path), "overdue": overdue}
    text = render_to_string("emails/article_due.txt", {**context, "authors_left": authors_left})
    send_to(people, f"“{article.title}” is due for review", text, practice)


def _people_reminded(article: ArticlePage) -> tuple[list[User], bool]:
    """Whose work it is and who reviewed it last; the owners, where none of the authors works here any more."""
    authors = people_of(article)
    reviewer = article.reviewer.person_id if article.reviewer else None
    last = list(User.objects.filter(pk=reviewer, is_active=True)) if reviewer else []
    people = {person.pk: person for person in [*authors, *last, *([] if authors else owners_of(article.practice))]}
    return list(people.values()), not authors
