"""May this reader have this document? Asked of the pages that show it, at each request."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db.models import BigIntegerField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from wagtail.documents.models import document_served
from wagtail.models import CollectionViewRestriction, PageViewRestriction, ReferenceIndex

from cms.faq.models import FaqEntry
from cms.media.models import PracticeDocument
from cms.pages.models import BasePage
from sites.roles import Ability
from sites.scoping import Kind, current_scope

from .files import sent

# What pages show without being written in them: a page mentions the entry, and the entry the document.
SHOWN_THROUGH = (FaqEntry,)
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Only these are shown in the browser; everything else is saved.
SHOWN_INLINE = {"pdf"}


@require_safe
def document(request, document_id: int, filename: str):
    """A document of the practice of this host, for whoever may have it; to all others it is missing.

    Missing, another practice's, and not for this reader cost the same queries, so that time tells nothing either.
    """
    if current_scope().kind is not Kind.PRACTICE:
        raise Http404
    found = PracticeDocument.objects.annotate(is_withheld=Exists(_collections_above())).filter(pk=document_id).first()
    works_here = _works_here(request)
    may_read = works_here or _is_public(document_id) or _has_password(request, document_id)
    if found is None or not may_read or found.filename != filename:
        raise Http404
    if found.is_withheld and not works_here:
        raise Http404
    document_served.send(sender=PracticeDocument, instance=found, request=request)
    try:
        return sent(request, default_storage, found.file.name, found.file_hash, _headers(found))
    except FileNotFoundError as error:
        raise Http404 from error


def _headers(found: PracticeDocument) -> dict[str, str]:
    extension = found.file_extension.lower()
    is_inline = extension in SHOWN_INLINE
    return {
        "Content-Type": CONTENT_TYPES.get(extension, "application/octet-stream"),
        "Content-Disposition": content_disposition_header(not is_inline, found.filename),
        # Asked again each time: a withdrawn page takes its documents along.
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


def _works_here(request) -> bool:
    """Whether somebody of the practice is signed in. Without a cookie nobody is, and nothing is asked."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and (
        request.user.is_authenticated and request.user.can(Ability.WRITE)
    )


def _is_public(document_id: int) -> bool:
    """Whether a live page without restrictions shows it: one query."""
    return _pages_that_show(document_id).filter(~Exists(_restrictions_above(OuterRef("path")))).exists()


def _has_password(request, document_id: int) -> bool:
    """Whether a live page shows it whose every restriction this browser has passed: two queries."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    pages = list(_pages_that_show(document_id).values_list("path", flat=True))
    restrictions = PageViewRestriction.objects.filter(page__practice=current_scope().practice).select_related("page")
    closed = [row.page.path for row in restrictions if not row.accept_request(request)]
    return any(not path.startswith(tuple(closed)) for path in pages)


def _pages_that_show(document_id: int):
    """Live pages of the practice that mention the document, or mention an entry of the bank that does."""
    kind = ContentType.objects.get_for_model(PracticeDocument)
    page_kind = ContentType.objects.get_for_model(BasePage)
    mentions = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id=str(document_id))
    shown = Q(to_content_type=kind, to_object_id=str(document_id))
    for model in SHOWN_THROUGH:
        between = ContentType.objects.get_for_model(model)
        entries = mentions.filter(base_content_type=between).values("object_id")
        shown |= Q(to_content_type=between, to_object_id__in=entries)
    pages = ReferenceIndex.objects.filter(shown, base_content_type=page_kind)
    ids = pages.annotate(page=Cast("object_id", BigIntegerField())).values("page")
    return BasePage.objects.filter(live=True, pk__in=ids)


def _collections_above():
    """Restrictions on a document's folder and those above it. There is no screen for them and no password to give:
    whatever lies in such a folder is for the practice's people alone."""
    rows = CollectionViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("collection__path"), CharField())
    )
    return rows.filter(below__startswith=F("collection__path"))


def _restrictions_above(path):
    """Restrictions on the page with this path and on those above it."""
    rows = PageViewRestriction.objects.annotate(below=ExpressionWrapper(path, CharField()))
    return rows.filter(below__startswith=F("page__path"))
