"""When a page moves, its old address and those of the pages below it lead to the new ones."""

from django.dispatch import receiver
from wagtail.signals import page_slug_changed, post_page_move

from cms.pages.models import BasePage

from .models import Redirect, path_of

AT_ONCE = 500  # rows in one statement


@receiver(page_slug_changed)
def follow_a_new_slug(instance, instance_before, **kwargs):
    """A page got another name."""
    leave_redirects(instance, instance_before.url_path)


@receiver(post_page_move)
def follow_a_move(instance, url_path_before, url_path_after, **kwargs):
    """A page went somewhere else in the practice; in another order it keeps its address."""
    leave_redirects(instance, url_path_before)


def leave_redirects(page, url_path_before: str):
    """Lead the old addresses of a page and of the live pages below it to where they are now.

    An old address that a live page has now leads nowhere any more; what somebody typed gives way too.
    """
    base, practice = BasePage.objects.get(pk=page.pk), page.practice
    if base.url_path == url_path_before:
        return
    moved = BasePage.objects.descendant_of(base, inclusive=True).live().values_list("pk", "url_path")
    rows, now = [], []
    for pk, url_path in moved:
        before = url_path_before + url_path.removeprefix(base.url_path)
        rows.append(
            Redirect(practice=practice, old_path=path_of(before, practice.slug)[:255], page_id=pk, by_itself=True)
        )
        now.append(path_of(url_path, practice.slug))
    for start in range(0, len(now), AT_ONCE):
        Redirect.objects.filter(practice=practice, old_path__in=now[start : start + AT_ONCE]).delete()
    Redirect.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["practice", "old_path"],
        update_fields=["page", "link", "by_itself"],
    )
