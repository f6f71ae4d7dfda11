"""Articles for templates of pages that know nothing of them."""

from django import template

from .. import archives

register = template.Library()


@register.simple_tag(takes_context=True)
def written_by(context, profile):
    """A page of one practitioner's live articles, as the address asks for it (``?page=``)."""
    request = context.get("request")
    return archives.by(profile, request.GET.get("page") if request else None)
