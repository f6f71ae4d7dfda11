"""What each argument of an address stands for. A new URL whose arguments are not here fails test_doors.py."""

import uuid
from dataclasses import dataclass

from django.utils.http import int_to_base36

from cms.media.models import PracticeRendition
from sites.scoping import in_practice

from .marks import calendar_secret

PAGES = ("article", "waiting", "scheduled", "home", "restricted")
EVERY_STATE = (*PAGES, "sent back", "locked", "draft", "profile of Ada", "topic", "service", "standing", "index")


@dataclass(frozen=True)
class KeyOf:
    """Keys of this side's rows of one table; for pages those of the named ones."""

    table: str
    pages: tuple[str, ...] = ()
    most: int = 2

    def values(self, side) -> list:
        if self.pages:
            return [side.pages[name].pk for name in self.pages]
        return [_written(key) for key in sorted(side.keys[self.table])[: self.most]] or [0]


def _written(key):
    """A key as it stands in an address: SQLite keeps those that are no numbers without hyphens."""
    return uuid.UUID(key) if isinstance(key, str) and len(key) == 32 else key


PAGE = KeyOf("pages_basepage", PAGES)
PARENT = KeyOf("pages_basepage", ("index", "home", "article"))
IMAGE = KeyOf("media_practiceimage")
DOCUMENT = KeyOf("media_practicedocument")
COLLECTION = KeyOf("wagtailcore_collection", most=3)
UPLOAD = KeyOf("wagtailcore_uploadedfile")
WORKFLOW = KeyOf("wagtailcore_workflow")
TASK = KeyOf("wagtailcore_task")
USER = KeyOf("practices_user")
SITE = KeyOf("wagtailcore_site")

# Argument -> beginning of the view's name -> what it is. The first that fits counts.
KEYS = {
    "page_id": {"": PAGE},
    "parent_page_id": {"": PARENT},
    "page_pk": {"": PAGE},
    "article_pk": {"": KeyOf("pages_basepage", ("article", "waiting", "restricted"))},
    "page_to_move_id": {"": PAGE},
    "destination_id": {"": PARENT},
    "image_id": {"": IMAGE},
    "document_id": {"": DOCUMENT},
    "doc_id": {"": DOCUMENT},
    "collection_id": {"": COLLECTION},
    "uploaded_file_id": {"": UPLOAD},
    "workflow_pk": {"": WORKFLOW},
    "task_id": {"": TASK},
    "restriction_id": {"": KeyOf("wagtailcore_collectionviewrestriction")},
    "session_id": {"": KeyOf("wagtailadmin_editingsession")},
    "pk": {
        "wagtailadmin_api:pages": PAGE,
        "wagtailadmin_api:documents": DOCUMENT,
        "wagtailadmin_api:images": IMAGE,
        "wagtailadmin_collections": COLLECTION,
        "wagtailadmin_workflows:edit_task": TASK,
        "wagtailadmin_workflows:disable_task": TASK,
        "wagtailadmin_workflows:enable_task": TASK,
        "wagtailadmin_workflows": WORKFLOW,
        "wagtailsettings": SITE,
        "wagtailsnippets_faq_faqentry": KeyOf("faq_faqentry"),
        "wagtailsnippetchoosers_faq_faqentry": KeyOf("faq_faqentry"),
        "wagtailsnippets_booking_bookingoffer": KeyOf("booking_bookingoffer"),
        "wagtailsnippetchoosers_booking_bookingoffer": KeyOf("booking_bookingoffer"),
        "wagtailsnippets_redirects_redirect": KeyOf("redirects_redirect"),
        "wagtailsnippetchoosers_redirects_redirect": KeyOf("redirects_redirect"),
        "booking_request": KeyOf("booking_requests_bookingrequest"),
        "comment_": KeyOf("comments_readercomment"),
        "booking_link_check": KeyOf("booking_bookingoffer"),
        "article_reviewed": PAGE,
        "practice_people:send_again": KeyOf("practices_invitation"),
        "practice_people:withdraw": KeyOf("practices_invitation"),
        "practice_bare_log": KeyOf("practices_practice"),
        "visit_begin": KeyOf("practices_practice"),
        "practice_visit": KeyOf("visits_operatorvisit"),
        "visit_page": PAGE,
        "practice_people": KeyOf("practices_membership", most=4),
        "end_sign_in": KeyOf("signin_signin"),
        "mfa_": KeyOf("mfa_authenticator"),
        "practices:": KeyOf("practices_practice"),
        "wagtailusers_users": USER,
        "wagtailusers_groups": KeyOf("auth_group"),
        "wagtaildocs_chooser": DOCUMENT,
        "wagtailimages_chooser": IMAGE,
    },
}

# Arguments that name no row.
CONSTANTS = {
    "kind": ["decide", "due", "scheduled"],
    "content_type_app_name": ["articles", "people", "site_pages", "site_pages"],
    "content_type_model_name": ["articlepage", "practitionerpage", "standardpage", "servicepage"],
    "wagtailadmin_pages:choose_parent|app_label": ["articles"],
    "wagtailadmin_pages:choose_parent|model_name": ["articlepage"],
    "wagtailadmin_tag_model_autocomplete|app_name": ["media"],
    "wagtailadmin_tag_model_autocomplete|model_name": ["practicetag"],
    "wagtailadmin_workflows:add_task|app_label": ["practices"],
    "wagtailadmin_workflows:add_task|model_name": ["approvaltask"],
    "wagtailsettings:edit|app_name": ["site_pages"],
    "wagtailsettings:edit|model_name": ["practicesettings"],
    "wagtailsettings:preview_on_edit|app_name": ["site_pages"],
    "wagtailsettings:preview_on_edit|model_name": ["practicesettings"],
    "filter_spec": ["width-300", "original"],
    "action_name": ["copy", "move", "create_alias", "convert_alias", "delete", "publish", "unpublish"],
    "feed|kind": ["atom", "json"],
    "sitemap_part|number": [1, 2],
    "uidb64": ["NTAwMDAwMQ"],
    "token": ["set-password"],
}


def _revisions(side, names=PAGES[:4]):
    return [(side.pages[name].pk, _revision_of(side, name)) for name in names]


def _revision_of(side, name):
    page = type(side.pages[name])._base_manager.get(pk=side.pages[name].pk)
    return page.latest_revision_id


def _task_states(side):
    states = sorted(side.keys["wagtailcore_taskstate"])
    return [
        (side.pages["waiting"].pk, action, states[0]) for action in ("approve", "reject")
    ] + [(side.pages["sent back"].pk, "approve", states[1])]  # fmt: skip


def _snippet_revisions(side):
    keys = sorted(side.keys["faq_faqentry"])
    table = sorted(side.keys["wagtailcore_revision"])
    from wagtail.models import Revision

    own = Revision.objects.filter(pk__in=table, object_id=str(keys[0]))
    return keys[0], list(own.order_by("pk").values_list("pk", flat=True))


def _editing(side):
    sessions = sorted(side.keys["wagtailadmin_editingsession"])
    things = [
        ("articles", "articlepage", str(side.pages["article"].pk)),
        ("pages", "basepage", str(side.pages["article"].pk)),
        ("faq", "faqentry", str(min(side.keys["faq_faqentry"]))),
        ("booking", "bookingoffer", str(min(side.keys["booking_bookingoffer"]))),
        ("media", "practiceimage", str(min(side.keys["media_practiceimage"]))),
        ("practices", "user", str(min(side.keys["practices_user"]))),
        ("practices", "membership", str(min(side.keys["practices_membership"]))),
    ]
    return [(*thing, sessions[i % len(sessions)]) for i, thing in enumerate(things)]


def _compare(side):
    page, revisions = side.pages["article"].pk, _revision_of(side, "article")
    return [(page, "earliest", revisions), (page, "live", "latest"), (page, revisions, "latest")]


def _compare_snippet(side):
    key, revisions = _snippet_revisions(side)
    return [(key, revisions[0], revisions[-1]), (key, "earliest", "latest")]


def _restrictions(side):
    return [(min(side.keys["wagtailcore_pageviewrestriction"]), side.pages["restricted"].pk)]


def _bulk(side):
    from .doors import bulk_actions

    return bulk_actions()


def _look(side):
    with in_practice(side.practice):
        from cms.site_pages.menus import settings_of_practice

        return settings_of_practice()


def _look_files(side):
    from cms.site_pages.look_files import mark_of

    look = _look(side)
    return [(mark_of(look, side.practice), name) for name in ("favicon-32.png", "logo.webp")]


# Views whose arguments belong together, in the order of the pattern.
JOINED = {
    "wagtailadmin_pages:edit": lambda side: [(side.pages[name].pk,) for name in EVERY_STATE],
    "wagtailadmin_pages:revisions_view": _revisions,
    "wagtailadmin_pages:revisions_revert": _revisions,
    "wagtailadmin_pages:revisions_unschedule": lambda side: _revisions(side, ("scheduled",)),
    "wagtailadmin_pages:revisions_compare": _compare,
    "wagtailadmin_pages:workflow_action": _task_states,
    "wagtailadmin_pages:collect_workflow_action_data": _task_states,
    "wagtailadmin_pages:workflow_history_detail": lambda side: [
        (side.pages["waiting"].pk, min(side.keys["wagtailcore_workflowstate"]))
    ],
    "wagtailsnippets_faq_faqentry:revisions_revert": lambda side: [
        (_snippet_revisions(side)[0], revision) for revision in _snippet_revisions(side)[1][:2]
    ],
    "wagtailsnippets_faq_faqentry:revisions_compare": _compare_snippet,
    "wagtailadmin_editing_sessions:ping": _editing,
    "wagtailcore_authenticate_with_password": _restrictions,
    "wagtail_bulk_action": _bulk,
    "look_style": lambda side: [(_look(side).look.mark,)],
    "look_file": _look_files,
    "enter": lambda side: [(side.practice.slug,)],
    "account_reset_password_from_key": lambda side: [(int_to_base36(side.people.owner.pk), "a-key")],
}

# Doors without a name.
PATHS = {"favicon.ico": "/favicon.ico", "admin/test404/": "/admin/test404/", "admin/^.*/$": "/admin/no/such/screen/",
         "^admin/password_reset/": "/admin/password_reset/", "_util/login/": "/_util/login/"}  # fmt: skip


def _page_paths(side):
    inside = [page.url_path.partition(f"/{side.practice.slug}/")[2] for page in side.pages.values()]
    return [f"/{path}" for path in inside]


def _rendered(side):
    with in_practice(side.practice):
        return [f"/media/{name}" for name in PracticeRendition.objects.values_list("file", flat=True)[:3]]


def _stored(side):
    """Finished sizes, and what must never be served: originals and documents."""
    with in_practice(side.practice):
        from cms.media.models import PracticeDocument, PracticeImage

        files = [PracticeImage.objects.first().file.name, *PracticeDocument.objects.values_list("file", flat=True)]
    return [*_rendered(side), *(f"/media/{name}" for name in files)]


def _documents(side):
    from cms.media.models import PracticeDocument

    with in_practice(side.practice):
        return [f"/documents/{pk}/{name.rpartition('/')[2]}" for pk, name in
                PracticeDocument.objects.values_list("pk", "file")]  # fmt: skip


def _offers(side):
    from cms.booking.models import BookingOffer

    with in_practice(side.practice):
        return [f"/book/{slug}/" for slug in BookingOffer.objects.values_list("slug", flat=True)]


def _feeds(side):
    """Of the practice, of its topic and of its author."""
    with in_practice(side.practice):
        paths = ["", *(side.pages[name].url for name in ("topic", "profile of Ada"))]
    return [f"{path.rstrip('/')}/feed.{kind}" for path in paths for kind in ("atom", "json")]


def _handouts(side):
    with in_practice(side.practice):
        return [f"{side.pages[name].url}handout/" for name in ("article", "restricted", "draft")]


def _calendars(side):
    """The secret addresses of this side's people (plants_rows.py)."""
    return [f"/calendar/{calendar_secret(side)}.ics"]


# Public doors whose whole address names the thing.
FILES = {
    "calendar_feed": _calendars,
    "feed_below": _feeds,
    "handout": _handouts,
    "media": _stored,
    "wagtaildocs_serve": _documents,
    "booking_offer": _offers,
    "booking_count": lambda side: [f"{path}count/" for path in _offers(side)],
    "send_request": lambda side: [f"{path}request/" for path in _offers(side)],
    "request_sent": lambda side: [f"{path}sent/" for path in _offers(side)],
    "wagtail_serve": _page_paths,
}
