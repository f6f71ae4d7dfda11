"""The handout: an article made to be printed and taken home."""

import qrcode
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from cms.articles.models import ArticlePage
from cms.articles.reading import prepare_body
from cms.people.models import fetch_credentials
from sites.scoping import Kind, current_scope

from . import on_paper
from .public import public_articles


@require_safe
def handout(request, path):
    """The handout of the article at this path; any other page that lies at such an address is served as usual."""
    scope = current_scope()
    if scope.kind is not Kind.PRACTICE:
        raise Http404
    article = public_articles().filter(url_path=f"/{scope.practice.slug}/{path}/").first()
    if article is None or article.in_safety_mode:  # paper can not be left at once
        return wagtail_serve(request, f"{path}/handout/")
    response = render(request, "pages/handout.html", context_of(article, scope.practice))
    response["X-Robots-Tag"] = "noindex"
    return response


def context_of(article: ArticlePage, practice) -> dict:
    """What the template draws."""
    authors = [row.profile for row in article.authors.select_related("profile").order_by("sort_order")]
    fetch_credentials(authors)
    prepare_body(article)
    return {
        "page": article,
        "practice": practice,
        "authors": authors,
        "words": on_paper.drawn(article, practice, addresses_as_text=True),
        "square": square_code(article.full_url),
    }


def square_code(address: str) -> dict:
    """A QR code as the path of an SVG: ``path``, and ``size`` in modules with the quiet zone of four around it.

    ISO/IEC 18004 asks for that zone. Error correction M (15 %) survives a fold in the paper.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return {"path": "".join(dark), "size": len(rows)}
