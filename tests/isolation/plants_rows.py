"""Documents, folders, uploads, settings of people, and what Wagtail keeps beside pages."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import APIToken, Collection, CollectionViewRestriction, UploadedFile
from wagtail.users.models import UserProfile

from cms.media.models import PracticeDocument, PracticeImage
from tests.building import picture_file

from .register import plant


@plant("practices.User", "wagtailusers.UserProfile")
def names_and_profiles(side):
    """People's names carry the mark; their addresses carry the practice's."""
    for person in vars(side.people).values():
        if person is side.practice:
            continue
        person.last_name = side("person")
        person.save(update_fields=["last_name"])
        profile = UserProfile.get_for_user(person)
        profile.current_time_zone = "Europe/London"
        profile.avatar.save(f"{side('avatar').replace(' ', '-').lower()}.jpg", picture_file())


@plant("wagtailcore.Collection", "wagtailcore.CollectionViewRestriction")
def folders(side):
    for name in ("folder", "closed folder"):
        folder = side.practice.collection.add_child(instance=Collection(name=side(name)))
    CollectionViewRestriction.objects.create(
        collection=folder, restriction_type="password", password=side("folder password")
    )


@plant("media.PracticeDocument", "media.DocumentTag")
def documents(side):
    open_folder, closed = side.practice.collection.get_children().order_by("path")
    for title, folder in (("leaflet", open_folder), ("secret leaflet", closed)):
        name = f"{side(title).replace(' ', '-').lower()}.txt"
        document = PracticeDocument(title=side(title), collection=folder, uploaded_by_user=side.people.owner)
        document.file.save(name, ContentFile(side(title).encode()))
        document.save()
        document.tags.add(side("tag"))
    picture = PracticeImage.objects.last()
    picture.collection = open_folder
    picture.save()


@plant("wagtailcore.UploadedFile")
def unfinished_uploads(side):
    for model in (PracticeImage, PracticeDocument):
        upload = UploadedFile(
            for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=side.people.owner
        )
        upload.file.save(f"{side('upload').replace(' ', '-').lower()}.txt", ContentFile(side("upload").encode()))


@plant("wagtailcore.APIToken")
def tokens(side):
    APIToken.objects.create(user=side.people.owner, name=side("token"), key_hash=side("hash"), prefix="wagtail_")


@plant("wagtailredirects.Redirect")
def redirects(side):
    redirect = apps.get_model("wagtailredirects.Redirect")
    slug = side("old").replace(" ", "-").lower()
    redirect.objects.create(old_path=f"/{slug}", site=side.practice.site, redirect_link=f"https://{slug}.example/")
    redirect.objects.create(
        old_path=f"/{slug}-page", site=side.practice.site, redirect_page_id=side.practice.site.root_page_id
    )


@plant("wagtailforms.FormSubmission")
def form_submissions(side):
    model = apps.get_model("wagtailforms.FormSubmission")
    model.objects.create(page_id=side.practice.site.root_page_id, form_data={"name": side("enquirer")})
