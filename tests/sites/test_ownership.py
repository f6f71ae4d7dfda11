"""Every row is somebody's: models, paths, things about things; and forgetting to say so breaks the build."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import Collection, Comment, ReferenceIndex, Revision, Site, TaskState, Workflow, WorkflowTask

from cms.articles.models import ArticleAuthor, ArticlePage
from cms.media.models import ImageTag, PracticeImage
from sites import checks, doors
from sites.models import Practice, User
from sites.ownership import OF_OTHERS, Shared, Unclassified, Unused, belonging_of, practice_id_of, practice_ids
from sites.scoping import across_practices, in_practice
from tests.building import make_article, make_picture, make_profile


def test_the_tables_name_models_that_exist_and_say_why():
    assert [label for label in OF_OTHERS if not apps.get_model(label)] == []
    reasons = [each.why if isinstance(each, Shared) else each.instead for each in map(belonging_of, apps.get_models())
               if isinstance(each, Shared | Unused)]  # fmt: skip
    assert all(len(reason) > 5 for reason in reasons)


@isolate_apps("cms.articles")
def test_a_model_that_says_nothing_breaks_the_build(monkeypatch):
    class Forgotten(models.Model):
        class Meta:
            app_label = "articles"

    with pytest.raises(Unclassified, match=r"to whom the rows of articles.Forgotten belong"):
        belonging_of(Forgotten)
    monkeypatch.setattr(checks.apps, "get_models", lambda **kwargs: [Forgotten])
    assert [error.id for error in checks.every_model_is_somebodys(None)] == ["anteroom.E001"]


def test_an_address_that_nobody_looked_at_breaks_the_build(monkeypatch):
    monkeypatch.setitem(doors._doors, "wagtailadmin_home", doors._doors["wagtailadmin_home"])
    monkeypatch.delitem(doors._doors, "wagtailadmin_home")
    assert [error.id for error in checks.every_address_was_looked_at(None)] == ["anteroom.E002"]


def test_a_hook_that_nobody_looked_at_breaks_the_build():
    from wagtail import hooks

    with hooks.register_temporarily("construct_explorer_page_queryset", lambda pages: pages):
        assert [error.id for error in checks.every_hook_was_looked_at(None)] == ["anteroom.E003"]
    assert checks.every_hook_was_looked_at(None) == []


def rows_of(practice, owner) -> dict:
    """Things of a practice, by what they are."""
    with in_practice(practice):
        profile = make_profile()
        article = make_article("Of it", owner=owner, authors=[profile])
        picture = make_picture()
        picture.tags.add("calm")
        article.get_workflow().start(article, owner)
        return {
            "site": Site.objects.get(pk=practice.site_id),
            "collection": Collection.objects.get(pk=practice.collection_id),
            "folder": Collection.objects.get(pk=practice.collection_id).add_child(name="Rooms"),
            "workflow": Workflow.objects.get(pk=practice.workflow_id),
            "step": WorkflowTask.objects.get(workflow=practice.workflow_id),
            "waiting": TaskState.objects.get(workflow_state__workflow=practice.workflow_id),
            "page": ArticlePage.objects.get(pk=article.pk),
            "author": ArticleAuthor.objects.get(page=article.pk),
            "picture": PracticeImage.objects.get(pk=picture.pk),
            "tagging": ImageTag.objects.get(content_object=picture.pk),
            "revision": article.latest_revision,
            "reference": ReferenceIndex.objects.filter(object_id=str(article.pk)).first(),
            "comment": Comment.objects.create(page_id=article.pk, user=owner, text="Hm", contentpath="title"),
            "practice": practice,
        }


def test_each_row_knows_its_practice_in_memory_and_in_the_database(alder, birch):
    for side in (alder, birch):
        for name, row in rows_of(side.practice, side.practitioner).items():
            assert (name, practice_id_of(row)) == (name, side.practice.pk)
            assert (name, practice_ids(type(row), [row.pk])) == (name, {row.pk: side.practice.pk})


def test_what_is_nobodys(alder, birch):
    with across_practices():
        root = apps.get_model("pages", "BasePage").objects.get(path="0001")
        top = Collection.get_first_root_node()
        assert (practice_id_of(root), practice_id_of(top), practice_id_of(alder.owner)) == (None, None, None)
        assert practice_ids(type(root), [root.pk, 999_999]) == {root.pk: None}
        assert practice_ids(Collection, [top.pk]) == {top.pk: None}
    assert practice_ids(User, [alder.owner.pk]) == {alder.owner.pk: None}
    assert practice_ids(Practice, [birch.practice.pk]) == {birch.practice.pk: birch.practice.pk}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("page", 1), ("tagging", 1), ("folder", 1), ("revision", 2)])
def test_one_question_for_one_and_for_three(number, kind, queries, alder, django_assert_num_queries):
    rows = [rows_of(alder.practice, alder.practitioner)[kind]] if number == 1 else None
    if rows is None:
        with in_practice(alder.practice):
            articles = [make_article(f"No {each}") for each in range(3)]
            pictures = [make_picture() for _ in range(3)]
            for picture in pictures:
                picture.tags.add("calm")
            top = Collection.objects.get(pk=alder.practice.collection_id)
            rows = {
                "page": articles,
                "tagging": list(ImageTag.objects.all()),
                "folder": [Collection.objects.get(pk=top.pk).add_child(name=f"Room {each}") for each in range(3)],
                "revision": list(Revision.objects.filter(object_id__in=[str(page.pk) for page in articles])),
            }[kind]
    with django_assert_num_queries(queries):
        assert len(practice_ids(type(rows[0]), [row.pk for row in rows])) == number
