"""Practices, their hosts, people and memberships."""

from .owned import PracticeOwned
from .practice import Practice, PracticeHost
from .people import Membership, User
from .approval import ApprovalTask

__all__ = ["ApprovalTask", "Membership", "Practice", "PracticeHost", "PracticeOwned", "User"]
