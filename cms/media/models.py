"""Pictures, documents and tags, each belonging to one practice."""

from pathlib import PurePath

from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.models import Collection
from wagtail.search import index

from sites.models import PracticeOwned
from sites.models.owned import claim_for_scope
from sites.scoping import current_practice


class ScopedMediaManager(models.Manager):
    """Pictures or documents of the practice in scope."""

    def get_queryset(self):
        return super().get_queryset().filter(practice__in_scope=True)


class PracticeTag(PracticeOwned, TagBase):
    """A tag of one practice; two practices may have a tag of the same name and see only their own."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, allow_unicode=True)

    free_tagging = True

    class Meta:
        verbose_name = "tag"
        constraints = [
            models.UniqueConstraint(fields=["practice", "name"], name="tag_name_within_practice"),
            models.UniqueConstraint(fields=["practice", "slug"], name="tag_slug_within_practice"),
        ]


class ImageTag(ItemBase):
    """A tag on a picture."""

    practice_path = "content_object__practice"

    tag = models.ForeignKey(PracticeTag, related_name="tagged_images", on_delete=models.CASCADE)
    content_object = models.ForeignKey("media.PracticeImage", related_name="tagged", on_delete=models.CASCADE)


class DocumentTag(ItemBase):
    """A tag on a document."""

    practice_path = "content_object__practice"

    tag = models.ForeignKey(PracticeTag, related_name="tagged_documents", on_delete=models.CASCADE)
    content_object = models.ForeignKey("media.PracticeDocument", related_name="tagged", on_delete=models.CASCADE)


class _InPractice(models.Model):
    """Keeps an upload with its practice: the row, its folder in storage, its collection."""

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, editable=False, related_name="+")
    practice.wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        claim_for_scope(self)
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        claim_for_scope(self)
        if self.collection_id is None or self.collection.depth == 1:
            self.collection = Collection.objects.get(practice=self.practice_id)
        super().save(*args, **kwargs)

    def _own_folder(self, folder: str, filename: str) -> str:
        """``<key of the practice>/<folder>/<name>``: names never meet across practices."""
        practice = self.practice if self.practice_id else current_practice()
        return f"{practice.media_key}/{folder}/{PurePath(filename).name}"


class PracticeImage(_InPractice, AbstractImage):
    """A picture of one practice. ``description`` is its alternative text."""

    credit = models.CharField(max_length=200, blank=True, help_text="Who made it, as readers should see it.")
    tags = TaggableManager(through=ImageTag, blank=True, help_text=None)

    objects = ScopedMediaManager.from_queryset(ImageQuerySet)()

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.FilterField("practice")]

    class Meta(AbstractImage.Meta):
        verbose_name = "picture"
        verbose_name_plural = "pictures"

    def get_upload_to(self, filename):
        return self._own_folder("originals", super().get_upload_to(filename))


class PracticeRendition(AbstractRendition):
    """A picture in one size and format, stored beside the practice's other files."""

    image = models.ForeignKey(PracticeImage, on_delete=models.CASCADE, related_name="renditions")
    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, editable=False, related_name="+")

    objects = ScopedMediaManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_picture_and_filter"
            )
        ]

    def __init__(self, *args, **kwargs):
        # Here and not in save(): Wagtail makes several at once with bulk_create().
        if "image" in kwargs:
            kwargs.setdefault("practice_id", kwargs["image"].practice_id)
        super().__init__(*args, **kwargs)

    def save(self, *args, **kwargs):
        self.practice_id = self.image.practice_id
        super().save(*args, **kwargs)

    def get_upload_to(self, filename):
        return self.image._own_folder("renditions", super().get_upload_to(filename))


def document_folder(instance, filename: str) -> str:
    """Where a document is stored; a function, because migrations can not keep a method."""
    return instance._own_folder("documents", filename)


class PracticeDocument(_InPractice, AbstractDocument):
    """A file of one practice that readers may take with them."""

    file = models.FileField(upload_to=document_folder, verbose_name="file")
    tags = TaggableManager(through=DocumentTag, blank=True, help_text=None)

    objects = ScopedMediaManager.from_queryset(DocumentQuerySet)()

    admin_form_fields = ("title", "file", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("practice")]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
