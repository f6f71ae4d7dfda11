"""Practices, their hosts, people, memberships and invitations."""

from .approval import ApprovalTask
from .invitation import Invitation
from .owned import PracticeOwned
from .people import Membership, User
from .practice import Practice, PracticeHost
from .shown_change import ShownChange

__all__ = [
    "ApprovalTask",
    "Invitation",
    "Membership",
    "Practice",
    "PracticeHost",
    "PracticeOwned",
    "ShownChange",
    "User",
]
