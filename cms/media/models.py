"""Pictures, documents and tags, each belonging to one practice."""

from pathlib import PurePath

from django.db import models, transaction
from django.db.models import Sum
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet, get_upload_to
from wagtail.models import Collection
from wagtail.search import index

from sites.cache import for_all
from sites.models import PracticeOwned
from sites.models.owned import claim_for_scope
from sites.scoping import current_practice

from .fields import DocumentFileField, PictureFileField
from .limits import check_quota
from .naming import new_token

# What a new file changes in its row.
OF_THE_FILE = ("file", "shown_name", "file_size", "file_hash")
# What stands in a picture's row about the sizes that readers get; see sizes_due.py.
OF_ITS_SIZES = ("sizes_edition", "sizes_not_before", "sizes_tries", "sizes_failed", "sizes_ready")


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

    of_the_file = OF_THE_FILE

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, editable=False, related_name="+")
    practice.wagtail_reference_index_ignore = True
    # In storage a file has a name that says nothing; this is the one that people see and download.
    shown_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        claim_for_scope(self)
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        claim_for_scope(self)
        if self.collection_id is None or self.collection.depth == 1:
            self.collection = Collection.objects.get(practice=self.practice_id)
        if not self.file or self.file._committed:
            super().save(*args, **kwargs)
        else:
            self._save_with_new_file(*args, **kwargs)

    def _save_with_new_file(self, *args, **kwargs):
        """The file first: what is found while it is taken in (its size, its width) is saved with the row."""
        old = type(self)._base_manager.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else None
        self.file.save(self.file.name, self.file.file, save=False)
        if kwargs.get("update_fields"):
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.of_the_file}
        super().save(*args, **kwargs)
        if old:
            self._forget_what_came_of_the_old_file()
            transaction.on_commit(lambda: self.file.storage.delete(old))

    def _forget_what_came_of_the_old_file(self):
        """Nothing comes of a document; see PracticeImage."""

    @property
    def filename(self) -> str:
        return self.shown_name

    def check_room_for(self, size: int):
        """Raise ValidationError when the practice has no room for a file of this many bytes in place of this one.

        Counted are the originals of pictures and documents as their rows say, in two queries. The sizes that are made
        of pictures are not counted: they follow from the originals.
        """
        claim_for_scope(self)
        used = 0
        for model in (PracticeImage, PracticeDocument):
            others = model._base_manager.filter(practice_id=self.practice_id)
            if isinstance(self, model) and self.pk:
                others = others.exclude(pk=self.pk)
            used += others.aggregate(sum=Sum("file_size"))["sum"] or 0
        check_quota(size, used)

    def _own_folder(self, folder: str, filename: str) -> str:
        """``<key of the practice>/<folder>/<name>``: names never meet across practices."""
        practice = self.practice if self.practice_id else current_practice()
        return f"{practice.media_key}/{folder}/{filename}"

    def _at_random(self, folder: str, filename: str) -> str:
        """A place of the practice's own under a name that nobody can guess, with the extension of the file."""
        return self._own_folder(folder, new_token() + PurePath(filename).suffix.lower())


class PracticeImage(_InPractice, AbstractImage):
    """A picture of one practice. ``description`` is its alternative text."""

    of_the_file = (*OF_THE_FILE, "token", "width", "height", *OF_ITS_SIZES)
    # What Wagtail's constructor adds to a row (sites/rows.py); Django's listener looks for missing measures.
    beside_columns = {"decorative": False, "contextual_alt_text": None}

    file = PictureFileField(verbose_name="file", upload_to=get_upload_to, width_field="width", height_field="height")
    # Finished sizes lie in public under this name. A new file gets a new one, so that copies are kept for ever.
    token = models.CharField(max_length=32, default=new_token, editable=False)
    credit = models.CharField(max_length=200, blank=True, help_text="Who made it, as readers should see it.")
    sizes_edition = models.PositiveIntegerField(default=0, db_default=0, db_index=True, editable=False)
    sizes_not_before = models.DateTimeField(null=True, editable=False)
    sizes_tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    sizes_failed = models.BooleanField(default=False, db_default=False, editable=False)
    # The sizes that readers get, so that a page need not ask for their rows; "" where nobody has noted them yet. Text
    # and not JSON: a kept piece has it in its key and is seldom drawn, so it is seldom read. See ready.py.
    sizes_ready = models.TextField(default="", db_default="", editable=False)
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
        return self._at_random("originals", filename)

    def renew_token(self):
        """For a new file, which needs sizes of its own."""
        self.token = new_token()
        self.sizes_edition, self.sizes_not_before, self.sizes_tries, self.sizes_failed = 0, None, 0, False
        self.sizes_ready = ""

    def _forget_what_came_of_the_old_file(self):
        from .renditions import sizes_changed

        self.renditions.all().delete()
        transaction.on_commit(lambda: sizes_changed(self))


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

    @staticmethod
    def construct_cache_key(image, filter_cache_key, filter_spec):
        """One key in every scope: a size that a command takes away is forgotten where readers look for it."""
        key = AbstractRendition.construct_cache_key(image, filter_cache_key, filter_spec)
        return for_all(f"practice-{image.practice_id}:{key}")

    def get_upload_to(self, filename):
        """``<token of the picture>.<what was done>.<extension>``, without anything of the picture's own name."""
        done = [self.focal_point_key, self.filter_spec.partition("|")[0]]
        name = ".".join([self.image.token, *filter(None, done)]) + PurePath(filename).suffix
        return self.image._own_folder("renditions", self.file.field.storage.get_valid_name(name))


def document_folder(instance, filename: str) -> str:
    """Where a document is stored; a function, because migrations can not keep a method."""
    return instance._at_random("documents", filename)


class PracticeDocument(_InPractice, AbstractDocument):
    """A file of one practice that readers may take with them."""

    file = DocumentFileField(upload_to=document_folder, verbose_name="file")
    tags = TaggableManager(through=DocumentTag, blank=True, help_text=None)

    objects = ScopedMediaManager.from_queryset(DocumentQuerySet)()

    admin_form_fields = ("title", "file", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("practice")]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
