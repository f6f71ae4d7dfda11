"""What happened around signing in, for whoever keeps a record of it. Each signal's arguments stand beside it."""

from django.dispatch import Signal

# Somebody was let into a practice's address: user, practice, request.
entered_practice = Signal()
# A password, code or passkey did not fit: email (as typed, may belong to nobody), request.
sign_in_failed = Signal()
# A second factor was added, removed or renewed: user, change ("added", "removed", "renewed"), kind, request.
second_factor_changed = Signal()
# A sign-in has ended, at all addresses at once: user, sign_in (its row is gone), request (None outside any).
session_ended = Signal()
# A letter of invitation has gone: invitation, by (a person, or None from a command).
invitation_sent = Signal()
# An invitation was accepted: invitation, user, request.
invitation_accepted = Signal()
# An invitation was withdrawn: invitation, by.
invitation_withdrawn = Signal()
# Somebody's role is another one now: membership, was (the former role), by.
role_changed = Signal()
# Somebody left a practice by themselves: user, practice, role (the former one).
resigned = Signal()
