"""Which practices have rows that are due: where periodic work begins that goes from practice to practice."""

from django.db.models import QuerySet

from .models import Practice
from .scoping import across_practices


def practices_with(rows: QuerySet) -> list[Practice]:
    """The practices that own these rows, each once. Needs no scope; what is done with each opens its own."""
    with across_practices():
        ids = set(rows.order_by().values_list("practice_id", flat=True).distinct())
        return list(Practice.objects.filter(pk__in=ids))
