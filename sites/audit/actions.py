"""What can be written in the log: a table of actions, each with its words.

Wagtail's own actions ("wagtail.publish" and the like) keep Wagtail's words; they are read from its registry.
"""

from wagtail.log_actions import registry

# key: (words, group in the filter)
ACTIONS = {
    "signin.entered": ("Signed in", "Signing in"),
    "signin.failed": ("Tried to sign in and failed", "Signing in"),
    "signin.left": ("Signed out", "Signing in"),
    "signin.session_ended": ("Ended a session", "Signing in"),
    "signin.second_factor": ("Changed the second factor", "Signing in"),
    "people.invited": ("Invited somebody", "People"),
    "people.accepted": ("Accepted an invitation", "People"),
    "people.withdrawn": ("Withdrew an invitation", "People"),
    "people.role": ("Changed somebody's role", "People"),
    "people.resigned": ("Left the practice", "People"),
    "people.answers": ("Changed who reads booking requests", "People"),
    "articles.way": ("Changed who approves and reviews articles", "Articles"),
    "request.read": ("Read a booking request", "Booking requests"),
    "request.not_opened": ("Could not open a booking request", "Booking requests"),
    "request.answered": ("Marked a booking request as answered", "Booking requests"),
    "request.closed": ("Closed a booking request", "Booking requests"),
    "request.reopened": ("Opened a booking request again", "Booking requests"),
    "request.looked_for": ("Looked for one person's booking requests", "Booking requests"),
    "request.exported": ("Downloaded one person's booking requests", "Booking requests"),
    "request.erased": ("Erased one person's booking requests", "Booking requests"),
    "request.purged": ("Booking requests were deleted at the end of their term", "Booking requests"),
    "request.settings": ("Changed the settings of booking requests", "Booking requests"),
    "article.decided": ("Decided about a finding of the article check", "Articles"),
    "article.undecided": ("Took back a decision about a finding", "Articles"),
    "comment.approved": ("Approved a comment", "Comments"),
    "comment.rejected": ("Rejected a comment", "Comments"),
    "comment.spam": ("Marked a comment as spam", "Comments"),
    "comment.held": ("Put a comment back to wait", "Comments"),
    "comment.shortened": ("Took identifying detail out of a comment", "Comments"),
    "comment.answered": ("Answered a comment", "Comments"),
    "comment.emptied": ("Emptied the heap of probable spam", "Comments"),
    "comment.put_back": ("Put the heap of probable spam back", "Comments"),
    "comment.looked_for": ("Looked for one person's comments", "Comments"),
    "comment.exported": ("Downloaded one person's comments", "Comments"),
    "comment.erased": ("Erased one person's comments", "Comments"),
    "comment.purged": ("Comments were deleted at the end of their term", "Comments"),
    "comment.settings": ("Changed the settings of comments", "Comments"),
    "calendar.made": ("Made a secret address for their calendar", "Signing in"),
    "calendar.renewed": ("Renewed the secret address of their calendar", "Signing in"),
    "calendar.removed": ("Removed the secret address of their calendar", "Signing in"),
    "export.taken": ("Downloaded a file of the work area", "Downloads"),
    "practice.opened": ("Opened the practice", "The practice"),
    "practice.closed": ("Closed the practice", "The practice"),
    "practice.reopened": ("Reopened the practice", "The practice"),
    "practice.changed": ("Changed the practice's details", "The practice"),
    "practice.hosts": ("Changed the practice's addresses", "The practice"),
    "task.again": ("Had failed background tasks tried again", "The installation"),
    "visit.begun": ("Began a visit", "Visits by operators"),
    "visit.read": ("Read a page during a visit", "Visits by operators"),
    "visit.ended": ("Ended a visit", "Visits by operators"),
}
OF_WAGTAIL = "Articles, pages and everything else"


def words_for(key: str) -> str:
    """The action in words; the key itself for one that nobody knows any more."""
    if key in ACTIONS:
        return ACTIONS[key][0]
    if registry.action_exists(key):
        return str(registry.get_action_label(key))
    return key


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All actions by group, for a select element."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (words, group) in ACTIONS.items():
        groups.setdefault(group, []).append((key, words))
    groups[OF_WAGTAIL] = sorted(((key, str(words)) for key, words in registry.get_choices()), key=lambda one: one[1])
    return list(groups.items())
