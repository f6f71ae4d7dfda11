"""Who may do what, when: pure predicates. Wagtail asks them through policies.py; nothing else decides."""

from .roles import Ability, roles_with
from .scoping import Kind, current_scope, remember


def _is_here(thing) -> bool:
    """Whether the thing belongs to the practice in scope."""
    return thing.practice_id is not None and thing.practice_id == current_scope().practice_id


def may_edit(user, page) -> bool:
    """Editors change every page of their practice, practitioners those they began themselves."""
    return _is_here(page) and (user.can(Ability.EDIT) or (user.can(Ability.WRITE) and page.owner_id == user.pk))


def may_publish(user, page) -> bool:
    """Only who holds the ability puts something live in the practice; being its author is not enough."""
    return _is_here(page) and user.can(Ability.PUBLISH)


def may_approve(user, page) -> bool:
    """Whoever may publish and is asked for approvals; never its author, as long as somebody else could do it."""
    return may_publish(user, page) and user.pk in approvers_of(page)


def approvers_of(page) -> frozenset[int]:
    """Who is asked to approve the page, by the numbers of their accounts."""
    return apart_from_writers(approver_ids(), page)


def apart_from_writers(people: frozenset[int], page) -> frozenset[int]:
    """These people without those whose work the page is; all of them, where that leaves nobody or the owner says so."""
    writers = getattr(page, "specific_deferred", page).writer_ids
    return who_decides(people, writers, approves_own=current_scope().practice.approves_own)


def who_decides(people: frozenset[int], writers: frozenset[int], *, approves_own: bool) -> frozenset[int]:
    """Of the people who could decide those who do: nobody on their own work, as long as somebody else is left."""
    return people if approves_own else people - writers or people


def may_publish_alone(user, page) -> bool:
    """Put a page live without sending it to anybody. An article only where approving it is the one step there is."""
    if not page.specific_class.is_moderated:
        return may_publish(user, page)
    return may_approve(user, page) and number_of_steps() <= 1


def may_publish_here(user) -> bool:
    """Whether the person may put anything live in the practice in scope at all."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.PUBLISH)


def may_publish_own(user) -> bool:
    """Put an article live that one is just beginning: nobody else could approve it, or nobody has to."""
    alone = current_scope().practice.approves_own or approver_ids() <= {user.pk}
    return may_publish_here(user) and alone and number_of_steps() <= 1


def may_review(user, page) -> bool:
    """Whom an owner lets review clinically. Whether a credential holds is asked when it is done."""
    return _is_here(page) and user.can(Ability.REVIEW)


def approver_ids() -> frozenset[int]:
    """Who is asked for approvals in the practice in scope; everybody who may publish, where nobody wants to be."""
    members = remember("approvers", lambda: list(_members_who(Ability.PUBLISH).values_list("user_id", "approves")))
    return frozenset(pk for pk, asked in members if asked) or frozenset(pk for pk, _ in members)


def number_of_steps() -> int:
    """How many steps an article of the practice in scope takes before it is live."""
    from wagtail.models import WorkflowTask

    workflow = current_scope().practice.workflow_id
    return remember("steps", WorkflowTask.objects.filter(workflow=workflow).count)


def _members_who(ability: Ability):
    from .models import Membership

    members = Membership.everywhere.filter(practice=current_scope().practice_id, user__is_active=True)
    return members.filter(role__in=roles_with(ability)).order_by()


def decides_now(user, page) -> bool:
    """Whether the page waits for this person: whoever takes the step that it is in, with a credential or by role."""
    task = page.current_workflow_task if _is_here(page) else None
    return task is not None and task.user_can_access_editor(page, user)


def may_work_on(user, page) -> bool:
    """Whoever may edit the page, and while it waits whoever it waits for: they have it open in the editor."""
    return may_edit(user, page) or decides_now(user, page)


def may_see_changes(user, page) -> bool:
    """What was done to a page, and what changed in it, is for whoever may change, approve or review it."""
    return may_work_on(user, page) or may_approve(user, page)


def may_read_stories(user) -> bool:
    """What was done to all articles of the practice, as one file, is for its editors."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.EDIT)


def may_configure(user, practice) -> bool:
    """The practice's pages, menus, look and booking are its owner's."""
    return practice.pk == current_scope().practice_id and user.can(Ability.CONFIGURE)


def may_configure_here(user) -> bool:
    """Whether the person configures the practice in scope. Nobody does anywhere else."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.CONFIGURE)


def may_manage_people(user, practice) -> bool:
    """People and their roles are the owner's."""
    return practice.pk == current_scope().practice_id and user.can(Ability.MANAGE_PEOPLE)


def may_answer(user) -> bool:
    """Booking requests are read by owners and by whom they let. An operator's visit opens none."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.ANSWER)


def may_moderate(user) -> bool:
    """Readers' comments wait for whoever may change what others wrote."""
    return current_scope().kind is Kind.PRACTICE and user.can(Ability.EDIT)


def may_reply(user, article) -> bool:
    """Moderators answer below every article, practitioners below those they began themselves."""
    return may_edit(user, article)


def may_enter(user, practice) -> bool:
    """Who has a place there comes in, and an operator during a visit. Running the installation opens nothing."""
    return user.is_active and (user.membership_in(practice) or user.visit_to(practice)) is not None


def may_read_log(user) -> bool:
    """A practice's log is its owner's, the installation's own the operators'."""
    scope = current_scope()
    if scope.kind is Kind.PRACTICE:
        return user.can(Ability.READ_LOG)
    return scope.kind is Kind.INSTALLATION and user.is_operator


def may_keep_running(user) -> bool:
    """What keeps the installation running is its operators', at its own host."""
    return current_scope().kind is Kind.INSTALLATION and user.is_operator


def may_lose_owner(membership) -> bool:
    """A practice keeps at least one owner."""
    from .models import Membership

    others = Membership.everywhere.filter(practice=membership.practice_id, role="owner").exclude(pk=membership.pk)
    return others.filter(user__is_active=True).exists()
