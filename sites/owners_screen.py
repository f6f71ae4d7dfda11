"""Screens of the practice in scope that are for whoever configures it."""

from django.core.exceptions import PermissionDenied

from . import rules


class OwnersScreen:
    """Refuses everybody else. Comes before the view class, and after ``InPracticeTime``."""

    def dispatch(self, request, *args, **kwargs):
        if not rules.may_configure_here(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
