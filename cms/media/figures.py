"""How many files a practice has and how large they are, for the operators' list."""

from django.db.models import Count, Sum

from sites.figures import figure

from .models import PracticeDocument, PracticeImage


def _number_and_bytes(model, ids: list[int]) -> dict[int, tuple[int, int]]:
    """Files as they were uploaded, with the sizes that were noted then; finished sizes of pictures come on top."""
    rows = model.objects.filter(practice__in=ids).order_by().values("practice")
    counted = rows.annotate(number=Count("pk"), size=Sum("file_size"))
    return {row["practice"]: (row["number"], row["size"] or 0) for row in counted}


@figure("pictures")
def pictures(ids: list[int]) -> dict[int, tuple[int, int]]:
    return _number_and_bytes(PracticeImage, ids)


@figure("documents")
def documents(ids: list[int]) -> dict[int, tuple[int, int]]:
    return _number_and_bytes(PracticeDocument, ids)
