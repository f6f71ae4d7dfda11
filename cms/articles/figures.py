"""How many articles a practice has, for the operators' list."""

from django.db.models import Count, Q

from sites.figures import figure

from .models import ArticlePage


@figure("articles")
def articles(ids: list[int]) -> dict[int, tuple[int, int]]:
    """Articles that readers see, and those they do not."""
    rows = ArticlePage.objects.filter(practice__in=ids).order_by().values("practice")
    counted = rows.annotate(shown=Count("pk", filter=Q(live=True)), hidden=Count("pk", filter=Q(live=False)))
    return {row["practice"]: (row["shown"], row["hidden"]) for row in counted}
