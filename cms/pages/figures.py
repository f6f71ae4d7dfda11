"""When a practice put something live last, for the operators' list."""

from django.db.models import Max

from sites.figures import figure

from .models import BasePage


@figure("last_published")
def last_published(ids: list[int]) -> dict:
    """The moment of the latest publication, by practice; None where nothing is live yet."""
    rows = BasePage.objects.filter(practice__in=ids).order_by().values_list("practice")
    return dict(rows.annotate(Max("last_published_at")))
