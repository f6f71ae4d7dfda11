"""Wagtail's page permission tester, answering from the rules."""

from wagtail.models import PagePermissionTester

from sites import rules


class PracticePagePermissionTester(PagePermissionTester):
    """Every page type uses this one, so that listings need not load specific pages to ask."""

    def can_edit(self):
        if self.page_is_root or not self.user.is_active:
            return False
        if rules.may_edit(self.user, self.page):
            return True
        task = self.page.current_workflow_task
        return bool(task and task.specific.user_can_access_editor(self.page, self.user))

    def can_publish(self):
        """Directly: what has to be approved is published by approving it."""
        return not self.page_is_root and rules.may_publish_alone(self.user, self.page)

    def can_unschedule(self):
        return not self.page_is_root and rules.may_publish(self.user, self.page)

    def can_set_view_restrictions(self):
        return self.can_unschedule()

    def can_unpublish(self):
        return self.page.live and self.can_unschedule() and not self.page_locked() and self.page.depth > 2

    def can_publish_subpage(self):
        specific_class = self.page.specific_class
        if specific_class is None or not specific_class.creatable_subpage_models():
            return False
        return rules.may_publish(self.user, self.page)

    def can_delete(self, ignore_bulk=False):
        """A practice's home can not be deleted: the practice is closed instead."""
        return self.page.depth > 2 and super().can_delete(ignore_bulk=ignore_bulk)
