"""Links in rich text to the practice's own pages, fetched together and addressed without any site look-up."""

import re

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from .shelf import shelf

_IS_ID = re.compile(r"[0-9]{1,18}")  # a longer number is no id, and no database takes it


class ShelfPageLinkHandler(PageLinkHandler):
    """A link to a page that is gone or not live becomes an anchor without address: the words stay."""

    @classmethod
    def get_many(cls, attrs_list):
        ids = [attrs.get("id") for attrs in attrs_list]
        wanted = [pk for pk in ids if _IS_ID.fullmatch(pk or "")]
        pages = dict(zip(wanted, shelf().get_many(wanted), strict=True))
        return [pages.get(pk) for pk in ids]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [f'<a href="{escape(page.url)}">' if page else "<a>" for page in cls.get_many(attrs_list)]
