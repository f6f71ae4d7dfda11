"""The two practices hold everything there is, and practice B's things can be told by sight."""

from unittest.mock import Mock

import pytest
from django.db import models, transaction

from .marks import ghost, marks_in, names_b
from .world import build_world, tables

# Models of which a practice has no rows, each with the reason.
OF_NO_PRACTICE = {
    "practices.User_groups": "permissions follow from membership, there are no groups (decision 0003)",
    "practices.User_user_permissions": "permissions follow from membership (decision 0003)",
    "practices.ApprovalTask": "one task for all practices (decision 0003)",
    "reviewing.ClinicalReviewTask": "one task for all practices (decision 0003)",
    "keeping.PeriodicRun": "the installation's own work",
    "wagtailcore.Task": "one task for all practices (decision 0003)",
    "wagtailcore.GroupApprovalTask": "no groups",
    "wagtailcore.GroupApprovalTask_groups": "no groups",
    "wagtailcore.GroupSitePermission": "no groups",
    "wagtailcore.GroupCollectionPermission": "no groups",
    "wagtailcore.GroupPagePermission": "no groups",
    "wagtailcore.CollectionViewRestriction_groups": "no groups",
    "wagtailcore.PageViewRestriction_groups": "no groups",
    "auth.Group": "no groups",
    "auth.Group_permissions": "no groups",
    "auth.Permission": "the installation's; made by migrations",
    "contenttypes.ContentType": "the installation's; made by migrations",
    "wagtailcore.Locale": "the installation's",
    "wagtailcore.WorkflowContentType": "no model's workflow is shared; articles have their practice's",
    "wagtailembeds.Embed": "nothing is fetched from anywhere, so nothing is kept of it",
    "wagtailadmin.Admin": "holds permissions only",
    "wagtaildocs.Document": "stands unused beside media.PracticeDocument",
    "wagtailimages.Image": "stands unused beside media.PracticeImage",
    "wagtailimages.Rendition": "stands unused beside media.PracticeRendition",
    "taggit.Tag": "stands unused beside media.PracticeTag",
    "taggit.TaggedItem": "stands unused beside media.PracticeTag",
    "account.EmailAddress": "the account's own address is the one there is; allauth's copy is not used",
    "account.EmailConfirmation": "as above",
    "django_tasks_database.DBTaskResult": "tasks run at once in tests",
}
# Texts that are choices, codes or places in a tree and carry nobody's words.
NO_WORDS = {
    "practices.User": {"password", "first_name"},
    "practices.Practice": {"time_zone", "phone", "media_key"},
    "pages.BasePage": {"path", "film_hosts"},
    "practices.Invitation": {"email"},
    "articles.ArticlePage": {"card"},
    "article_check.CheckDecision": {"rule", "fingerprint"},
    "audit.AuditEntry": {"subject_type", "seal", "action", "actor_role", "address", "source", "details", "subject_id"},
    "media.PracticeImage": {"file_hash", "token", "file", "sizes_ready"},
    "media.PracticeRendition": {"filter_spec", "focal_point_key", "file"},
    "media.PracticeDocument": {"file_hash", "file"},
    "booking.BookingOffer": {"phone", "service"},
    "booking_requests.BookingRequest": {"sealed", "contact_mark"},
    "booking_requests.Letter": {"last_error"},
    "desk.CalendarFeed": {"secret_hash"},
    "reviewing.ArticleReview": {"kind"},
    "comments.ReaderComment": {"sealed", "contact_mark", "flags", "taught"},
    "site_pages.PracticeSettings": {"brand", "second", "paper", "faces", "look_before"},
    "wagtailusers.UserProfile": {"preferred_language", "current_time_zone", "dismissibles"},
    "wagtailadmin.FormState": {"parent_object_id"},
    "wagtailcore.APIToken": {"prefix"},
    "wagtailcore.ModelLogEntry": {"action", "data"},
    "wagtailcore.PageLogEntry": {"action"},
    "wagtailcore.Collection": {"path"},
    "wagtailcore.Comment": {"contentpath"},
    "wagtailcore.ReferenceIndex": {"model_path", "content_path"},
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Planted once and undone: these tests look at the rows that were read."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr("sites.signin.letters.Timer", Mock())
        planted = build_world()
        transaction.set_rollback(True)
    return planted


def test_a_practice_has_a_row_of_every_model(world):
    empty = {model._meta.label for table, model in tables().items() if not world.b.keys[table]}
    assert empty - set(OF_NO_PRACTICE) == set()
    assert {label for label in OF_NO_PRACTICE if "." in label} - empty == set()


def test_every_text_of_the_other_practice_carries_its_mark(world):
    unmarked = set()
    for table, model in tables().items():
        rows = [world.rows[table][key] for key in world.b.keys[table]]
        for field in model._meta.local_concrete_fields:
            if not rows or not _holds_words(field) or field.name in NO_WORDS.get(model._meta.label, ()):
                continue
            if not any(marks_in(str(row[field.column])) for row in rows):
                unmarked.add(f"{model._meta.label}.{field.name}")
    assert unmarked == set()


def _holds_words(field) -> bool:
    kinds = (models.CharField, models.TextField, models.FileField, models.JSONField)
    return isinstance(field, kinds) and not field.choices


def test_no_row_of_ours_refers_to_the_other_practice_before_the_crawl(world):
    found = [
        (table, column, str(cell)[:80])
        for table, rows in world.rows.items()
        for key, row in rows.items()
        if key not in world.b.keys[table]
        for column, cell in row.items()
        if marks_in(str(cell))
    ]
    assert found == []


def test_both_practices_were_planted_alike(world):
    """So a key of A's plus two million is B's counterpart."""
    assert {table: len(keys) for table, keys in world.a.keys.items() if table != "practices_approvaltask"} | {
        "wagtailcore_task": 0
    } == {table: len(keys) for table, keys in world.b.keys.items() if table != "practices_approvaltask"}
    assert {name: page.pk + 2_000_000 for name, page in world.a.pages.items()} == {
        name: page.pk for name, page in world.b.pages.items()
    }


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("/admin/pages/7000013/edit/", "/admin/pages/8000013/edit/"),
        (7000013, 8000013),
        ({"id": ["7000001", "5000001"]}, {"id": ["8000001", "5000001"]}),
        ("owner@zanzibar.example", "owner@atlantis.example"),
        ("Zanzibar Quokka room", "Atlantis Wombat room"),
        ("a7000001b", "a7000001b"),
        (True, True),
    ],
)
def test_a_ghost_is_like_what_is_there_and_is_not(value, other):
    assert ghost(value) == other
    assert names_b(value) == (value != other)


def test_marks_are_found_unless_they_were_sent():
    text = 'Zanzibar Quokka <a href="/admin/pages/7000013/">'
    assert marks_in(text) == ["zanzibar", "quokka", "7000013"]
    assert marks_in(text, but_for="q=zanzibar&id=7000013") == ["quokka"]
    assert marks_in(text, allowed=("zanzibar", "keys")) == ["quokka"]
    assert marks_in("0.7000013 a7000013") == []
