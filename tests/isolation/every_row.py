"""A row of every model, planted in a practice: what is made by work there first, and for what is left a made-up one."""

import datetime
import uuid

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.models import Comment, CommentReply, PageSubscription, PageViewRestriction

from cms.faq.models import FaqEntry
from cms.media.models import PracticeDocument
from cms.pages.models import BasePage
from cms.people.models import Credential
from cms.redirects.models import Redirect
from sites.ownership import About, InTree, OfPerson, Through, belonging_of, is_owned, practice_ids
from sites.scoping import across_practices, in_practice
from tests.building import guard_asleep, make_article, make_picture, make_profile


def owned_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a practice or to a person."""
    kinds = Through | About | InTree | OfPerson
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and isinstance(belonging_of(model), kinds)]


def plant(side):
    """Fill a practice. ``side`` is one of the fixtures' practices with its people."""
    with in_practice(side.practice):
        _work(side)
    with across_practices(), guard_asleep():
        for _ in range(3):  # some can be made only when others are there
            for model in owned_models():
                if not rows_of(model, side):
                    _make_up(model, side)


def rows_of(model: type[models.Model], side) -> list:
    """The keys of the model's rows that belong to the practice, or to its people."""
    with across_practices():
        belonging = belonging_of(model)
        if isinstance(belonging, OfPerson):
            named = {belonging.path.replace("__", "_").removesuffix("_id") + "__in": _people(side)}
            if belonging.path == "id":
                named = {"pk__in": _people(side)}
            return sorted(model._base_manager.filter(**named).values_list("pk", flat=True), key=str)
        keys = model._base_manager.values_list("pk", flat=True)
        owners = practice_ids(model, list(keys))
        return sorted((pk for pk, owner in owners.items() if owner == side.practice.pk), key=str)


def _people(side) -> list:
    return [side.owner.pk, side.editor.pk, side.practitioner.pk, side.second_practitioner.pk]


def _work(side):
    picture = make_picture()
    picture.tags.add("quiet")
    picture.get_rendition("width-100")
    document = PracticeDocument(title="A sheet", uploaded_by_user=side.owner)
    document.file.save("sheet.txt", ContentFile(b"words"))
    document.tags.add("paper")
    profile = make_profile(credentials=[Credential(title="Counsellor")], person=side.practitioner)
    page = make_article(authors=[profile], listing_image=picture, owner=side.practitioner)
    page.save_revision(user=side.practitioner, log_action=True)
    side.practice.workflow.start(page, side.practitioner)
    comment = Comment.objects.create(page=page, user=side.editor, text="Why?", contentpath="body")
    CommentReply.objects.create(comment=comment, user=side.owner, text="Because.")
    PageSubscription.objects.create(page=page, user=side.editor)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="words")
    Redirect.objects.create(old_path="/old", page=BasePage.objects.get(pk=page.pk))
    FaqEntry.objects.create(question="How long?", answer="<p>An hour.</p>")


def _make_up(model, side):
    """A row with something in each field that must not be empty."""
    links = {link for link in model._meta.parents.values() if link}
    if links:  # extend a row of the parent's that is there
        link = next(iter(links))
        keys = rows_of(link.related_model, side)
        fields = {link.column: keys[0]} if keys else None
    else:
        fields = {}
    if fields is None:
        return
    for field in model._meta.local_concrete_fields:
        if field.column in fields or (field.primary_key and isinstance(field, models.AutoField)):
            continue
        belongs = field.name in _names_of_belonging(model)
        if belongs or not (
            field.null or field.has_default() or field.blank or field.db_default is not models.NOT_PROVIDED
        ):
            value = _something(field, model, side)
            if value is None:
                return
            fields[field.attname] = value
    row = model(**fields)
    row.save_base(raw=True, force_insert=True)


def _names_of_belonging(model) -> set[str]:
    belonging = belonging_of(model)
    if isinstance(belonging, About):
        return {belonging.content_type, belonging.object_id}
    return {getattr(belonging, "path", "").partition("__")[0]}


def _something(field, model, side):
    belonging = belonging_of(model)
    if isinstance(belonging, About) and field.name in _names_of_belonging(model):
        home = side.practice.site.root_page_id
        return home if field.name == belonging.object_id else ContentType.objects.get_for_model(BasePage).pk
    if isinstance(field, models.ForeignKey):
        target = field.related_model
        if target._meta.label == "practices.Practice":
            return side.practice.pk
        keys = rows_of(target, side) if is_owned(target) or isinstance(belonging_of(target), OfPerson) else None
        if keys is None:
            keys = list(target._base_manager.values_list("pk", flat=True)[:1])
        return keys[0] if keys else None
    return next((value for kind, value in SOMETHING if isinstance(field, kind)), "words")


SOMETHING = [
    (models.UUIDField, uuid.uuid4()),
    (models.BooleanField, False),
    (models.JSONField, {}),
    (models.DateTimeField, timezone.now()),
    (models.DateField, datetime.date(2026, 11, 22)),
    (models.IntegerField, 1),
    (models.FloatField, 1.0),
]
