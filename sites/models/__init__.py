"""Practices, their hosts, people and memberships."""

from .approval import ApprovalTask
from .owned import PracticeOwned
from .people import Membership, User
from .practice import Practice, PracticeHost

__all__ = ["ApprovalTask", "Membership", "Practice", "PracticeHost", "PracticeOwned", "User"]
