"""Documents and the articles that show them, for tests of who may have them."""

from django.core.files.base import ContentFile

from cms.articles.models import ArticlePage
from cms.media.models import PracticeDocument
from sites.scoping import in_practice
from tests.building import make_article

WORDS = b"What to bring to a first session.\n"


def make_document(name="first session.txt", content=WORDS) -> PracticeDocument:
    return PracticeDocument.objects.create(title="A leaflet", file=ContentFile(content, name=name))


def show(document, title="Read me", **fields) -> ArticlePage:
    """An article whose text links to the document."""
    page = make_article(title, **fields)
    page.body = [("paragraph", f'<p>Take <a linktype="document" id="{document.pk}">this</a>.</p>')]
    revision = page.save_revision()
    if page.live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def make_under(at, title) -> ArticlePage:
    with in_practice(at.practice):
        return make_article(title)


def body_of(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def answer(client, address) -> tuple[int, bytes]:
    response = client.get(address)
    return response.status_code, body_of(response)
