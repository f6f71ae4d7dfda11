"""Documents, folders, uploads, settings of people, and what Wagtail keeps beside pages."""

import uuid

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import APIToken, Collection, CollectionViewRestriction, UploadedFile
from wagtail.users.models import UserProfile

from cms.desk.models import CalendarFeed
from cms.media.models import PracticeDocument, PracticeImage
from cms.redirects.models import Redirect
from sites.models import Invitation
from sites.signin.models import Entry, SignIn, Ticket
from sites.signin.tickets import digest
from sites.visits.models import OperatorVisit
from tests.building import picture_file

from .marks import A_UUIDS, B_UUIDS, FACT, calendar_secret
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


@plant("redirects.Redirect")
def old_addresses(side):
    slug = side("old").replace(" ", "-").lower()
    Redirect.objects.create(old_path=f"/{slug}", link=f"https://{slug}.example/")
    Redirect.objects.create(old_path=f"/{slug}-page", page_id=side.practice.site.root_page_id, by_itself=True)


def _uuid(side) -> uuid.UUID:
    """A key that tells its side at sight."""
    begins = B_UUIDS if side.practice.slug == FACT else A_UUIDS
    return uuid.UUID(f"{begins}-0000-4000-8000-000000000001")


@plant("practices.Invitation")
def invitations(side):
    name = side("guest")
    address = f"{name.replace(' ', '.').lower()}@{side.practice.slug}.example"
    Invitation.objects.create(
        pk=_uuid(side),
        practice=side.practice,
        email=address,
        name=name,
        token_hash=side("invitation hash"),
        invited_by=side.people.owner,
        sent_at=timezone.now(),
    )


@plant("signin.SignIn", "mfa.Authenticator")
def sign_ins(side):
    """A person's own rows, at the installation's host; the practices they entered are noted with them."""
    person = side.people.owner
    sign_in = SignIn.objects.create(pk=_uuid(side), user=person, browser=side("browser"), address=side("network"))
    Entry.everywhere.create(sign_in=sign_in, practice=side.practice)
    Ticket.everywhere.create(
        sign_in=sign_in,
        practice=side.practice,
        secret_hash=side("ticket"),
        state_hash=side("state"),
        next_path=f"/admin/{side('next')}/",
        expires_at=timezone.now(),
    )
    Authenticator.objects.create(user=person, type=Authenticator.Type.RECOVERY_CODES, data={"seed": side("seed")})


@plant("desk.CalendarFeed")
def calendars_elsewhere(side):
    CalendarFeed.objects.create(user=side.people.owner, secret_hash=digest(calendar_secret(side)))


@plant("visits.OperatorVisit")
def visits_by_operators(side):
    """What an operator says of a visit is the operators' own to read, and the owner's."""
    now, name = timezone.now(), side.practice.name
    OperatorVisit.everywhere.create(
        practice=side.practice,
        operator_name=f"An operator at {name}",
        reason=f"Mending something at {name}",
        begun_at=now,
        ends_at=now,
    )
