"""Menu entries: a page of the practice, or an address elsewhere."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.pages.shelf import around_every_page, shelf
from sites.scoping import current_practice, remember


class MenuPageBlock(blocks.PageChooserBlock):
    """A page of the practice; for readers it comes from the request's shelf."""

    def bulk_to_python(self, values):
        return shelf().get_many(values, also_drafts=True)


class MenuItemBlock(blocks.StructBlock):
    """One entry: a page, or an address."""

    page = MenuPageBlock(required=False)
    url = blocks.URLBlock(required=False, label="Address elsewhere", help_text="Begins with https://.")
    words = blocks.CharBlock(
        required=False, max_length=60, help_text="Left empty, the page's title is used. An address needs words."
    )

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        if bool(value.get("page")) == bool(value.get("url")):
            errors["page"] = ValidationError("Choose a page or type an address, not both.")
        if value.get("url") and not value.get("words"):
            errors["words"] = ValidationError("Write the words that readers see for this address.")
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    class Meta:
        icon = "link"
        label = "Entry"


class FooterLinkBlock(MenuItemBlock):
    """An entry in the footer."""

    class Meta:
        icon = "link"
        label = "Link"


def entries(stream) -> list[dict]:
    """Entries as ``url``, ``words`` and ``page``; those whose page is gone or not live are left out."""
    drawn = []
    for item in stream:
        page, url, words = item.value.get("page"), item.value.get("url"), item.value.get("words")
        if page is not None and page.live:
            drawn.append({"url": page.url, "words": words or page.title, "page": page})
        elif url and words:
            drawn.append({"url": url, "words": words, "page": None})
    return drawn


def page_ids(stream) -> list[int]:
    """Ids of the pages that a menu names, without fetching them."""
    return [item["value"].get("page") for item in stream.raw_data if item["value"].get("page")]


SETTINGS = "practice_settings"


def settings_of_practice():
    """The look and menus of the practice in scope, or None outside any. A request finds them with its host."""
    from .models import PracticeSettings

    practice = current_practice()
    if practice is None or practice.site_id is None:
        return None

    def look_up():
        return PracticeSettings.objects.filter(site=practice.site_id).select_related("logo").first()

    return remember(SETTINGS, look_up) or PracticeSettings(site_id=practice.site_id)


def pages_around() -> list[int]:
    """Ids of the pages that menu and footer name."""
    settings = settings_of_practice()
    return [*page_ids(settings.menu), *page_ids(settings.footer_links)] if settings else []


around_every_page.append(pages_around)
