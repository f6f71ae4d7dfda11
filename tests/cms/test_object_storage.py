"""Pictures and documents in an S3-compatible store: readers get them from the application, and the wall holds."""

import boto3
import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from moto import mock_aws

from cms.media.models import PracticeDocument
from sites.scoping import in_practice
from tests.building import make_picture
from tests.conftest import reader, signed_in

BUCKET = "pictures"
OPTIONS = {"bucket_name": BUCKET, "access_key": "key", "secret_key": "secret", "region_name": "us-east-1"}


@pytest.fixture
def store(settings):
    """An empty bucket, which the application keeps its files in."""
    with mock_aws():
        client = boto3.client("s3", aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "cms.media.object_storage.ObjectStorage", "OPTIONS": OPTIONS}
        }
        yield client


def test_a_picture_is_served_by_its_own_practice_only(alder, birch, store):
    caches["renditions"].clear()
    with in_practice(alder.practice):
        picture = make_picture()
        rendition = picture.get_rendition("width-480|format-webp")
    assert rendition.url == f"/media/{rendition.file.name}"
    own = reader(alder.practice).get(rendition.url)
    stored = store.get_object(Bucket=BUCKET, Key=rendition.file.name)["Body"].read()
    assert (own.status_code, b"".join(own), own["Content-Length"]) == (200, stored, str(len(stored)))
    again = reader(alder.practice).get(rendition.url, headers={"if-none-match": own["ETag"]})
    assert again.status_code == 304
    for address in (rendition.url, f"/media/{picture.file.name}", rendition.url.replace("480", "481")):
        assert reader(birch.practice).get(address).status_code == 404
    assert reader(alder.practice).get(f"/media/{picture.file.name}").status_code == 404


def test_a_document_and_an_original_come_and_go(alder, store):
    with in_practice(alder.practice):
        document = PracticeDocument.objects.create(title="Form", file=ContentFile(b"words", name="form.txt"))
        name = document.file.name
    address = f"/documents/{document.pk}/{document.filename}"
    answer = signed_in(alder.owner, alder.practice).get(address)
    assert (answer.status_code, b"".join(answer)) == (200, b"words")
    assert reader(alder.practice).get(address).status_code == 404
    store.delete_object(Bucket=BUCKET, Key=name)
    assert signed_in(alder.owner, alder.practice).get(address).status_code == 404


def test_a_name_is_never_used_twice(db, store):
    first, second = (default_storage.save("folder/name.txt", ContentFile(text)) for text in (b"one", b"two"))
    assert first != second
    assert default_storage.open(first).read() == b"one"
