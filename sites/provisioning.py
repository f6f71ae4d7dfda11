"""Open, repair, close a practice: one transaction each, and idempotent.

The ground knows no article, so what a practice gets first (pages, menus, a booking offer) is put on the list of
``first_things`` by the packages above.
"""

from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Site, Workflow, WorkflowPage, WorkflowTask

from .audit.recording import record_for_both
from .membership import invite
from .models import ApprovalTask, Practice, PracticeHost, User
from .models.practice import normal_host
from .roles import RoleKey
from .scoping import across_practices, in_practice

_first_things: list[Callable[[Practice], None]] = []


def first_thing(step: Callable[[Practice], None]):
    """Register a step of opening a practice. It runs in the practice's scope and must be idempotent."""
    _first_things.append(step)
    return step


@transaction.atomic
def open_practice(
    *,
    slug: str,
    name: str,
    owner_email: str = "",
    owner_name: str = "",
    hosts: tuple[str, ...] = (),
    by: User | None = None,
    **fields,
) -> Practice:
    """Open a practice, or repair one that is there: whatever is missing is made, nothing that is there changes.

    ``hosts`` are the practice's own host names, the first becoming the main address; without any, that is
    ``<slug>.<installation domain>``. The first owner is invited by mail after the transaction.
    Raises ValidationError when name, slug, host or a field does not fit; a failure leaves nothing behind.
    """
    practice = Practice.objects.filter(slug=slug).first()
    is_new = practice is None
    if is_new:
        practice = Practice(slug=slug, name=name, **fields)
        practice.full_clean()
        practice.save()
    # The new home page has to see its neighbours in the tree, and a site is nobody's until its practice points at it.
    with across_practices():
        give_hosts(practice, hosts, by=by)
        _give_collection(practice)
        home = _give_home(practice)
        _give_site(practice, home)
        _give_workflow(practice, home)
    with in_practice(practice):
        for step in _first_things:
            step(practice)
        if owner_email:
            invite(practice, owner_email, RoleKey.OWNER, name=owner_name, by=by)
    if is_new:
        record_for_both("practice.opened", practice, by=by, hosts=", ".join(hosts))
    return practice


def repair_practice(practice: Practice) -> Practice:
    """Make whatever is missing of what every practice has."""
    return open_practice(slug=practice.slug, name=practice.name)


@transaction.atomic
def close_practice(practice: Practice, *, by: User | None = None, reason: str = ""):
    """Answer 410 at all its hosts. Nothing is deleted; ``reopen_practice`` undoes it."""
    practice.state = Practice.State.CLOSED
    practice.closed_at = timezone.now()
    practice.save(update_fields=["state", "closed_at"])
    record_for_both("practice.closed", practice, title=reason, by=by)


@transaction.atomic
def reopen_practice(practice: Practice, *, by: User | None = None, reason: str = ""):
    """Answer at all its hosts again."""
    practice.state = Practice.State.OPEN
    practice.closed_at = None
    practice.save(update_fields=["state", "closed_at"])
    record_for_both("practice.reopened", practice, title=reason, by=by)


@transaction.atomic
def give_hosts(practice: Practice, hosts: tuple[str, ...], *, replace: bool = False, by: User | None = None):
    """Let the installation answer for the practice at these hosts, the first of them as the main address.

    Its host under the installation's domain always stays. With ``replace`` other hosts are given up.
    Raises ValidationError when a host is no host name or is another practice's.
    """
    wanted = list(dict.fromkeys([*(normal_host(host) for host in hosts), practice.installation_host]))
    there = {row.host: row for row in practice.hosts.all()}
    before = _hosts_in_words(practice)
    if replace:
        practice.hosts.exclude(host__in=wanted).delete()
        practice.hosts.update(is_primary=False)
    primary = wanted[0] if replace or not any(row.is_primary for row in there.values()) else None
    for host in wanted:
        row = there.get(host) or PracticeHost(practice=practice, host=host)
        if row.pk is None or host == primary:
            row.is_primary = host == primary
            row.full_clean()
            row.save()
    practice.__dict__.pop("primary_host", None)
    if practice.site_id:
        Site.objects.filter(pk=practice.site_id).update(hostname=practice.primary_host)
    after = _hosts_in_words(practice)
    if before not in ("", after):
        record_for_both("practice.hosts", practice, title=after, by=by, before=before)


def _hosts_in_words(practice: Practice) -> str:
    """The practice's hosts, the main one first."""
    return ", ".join(practice.hosts.values_list("host", flat=True))


def _give_collection(practice: Practice):
    if practice.collection_id is None:
        practice.collection = Collection.get_first_root_node().add_child(name=practice.name)
        practice.save(update_fields=["collection"])


def _give_home(practice: Practice):
    if practice.site_id is not None:
        return practice.site.root_page
    home_model = apps.get_model(settings.HOME_PAGE_MODEL)
    root = apps.get_model(settings.WAGTAIL_PAGE_MODEL).objects.select_for_update().get(path="0001")
    home = home_model(title=practice.name, slug=practice.slug, practice=practice)
    return root.add_child(instance=home)


def _give_site(practice: Practice, home):
    if practice.site_id is None:
        practice.site = Site.objects.create(
            hostname=practice.primary_host,
            port=settings.PUBLIC_PORT,
            site_name=practice.name,
            root_page_id=home.pk,
        )
        practice.save(update_fields=["site"])


def _give_workflow(practice: Practice, home):
    if practice.workflow_id is not None:
        return
    practice.workflow = Workflow.objects.create(name=f"The editors of {practice.name}")
    practice.save(update_fields=["workflow"])
    WorkflowTask.objects.create(workflow=practice.workflow, task=ApprovalTask.the_one(), sort_order=0)
    WorkflowPage.objects.create(workflow=practice.workflow, page_id=home.pk)
