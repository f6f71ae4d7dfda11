"""Blocks that know articles: related articles, and the body of every page."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks.body import PLAIN_BLOCKS, BodyBlock
from cms.blocks.finding import FindingBlock
from cms.booking.blocks import CallToActionBlock
from cms.faq.blocks import FaqBlock
from cms.pages.kept import card
from cms.pages.shelf import shelf


class ArticleChooserBlock(blocks.PageChooserBlock):
    """Chooses an article; for readers the live ones come from the request's shelf."""

    def __init__(self, **kwargs):
        kwargs.setdefault("page_type", ["articles.ArticlePage"])
        super().__init__(**kwargs)

    def bulk_to_python(self, values):
        return shelf().get_many(values, also_drafts=True)


class RelatedArticlesBlock(FindingBlock):
    """Articles to read next, chosen by hand; empty places are filled by what is nearest."""

    title = blocks.CharBlock(default="Read next", max_length=120)
    articles = blocks.ListBlock(ArticleChooserBlock(label="Article"), max_num=6, required=False)
    fill_up = blocks.BooleanBlock(
        required=False,
        default=True,
        label="Fill up to three",
        help_text="With articles that are near in topic and words.",
    )

    def clean(self, value):
        value = super().clean(value)
        chosen = [page.pk for page in value["articles"] if page]
        if len(set(chosen)) != len(chosen):
            raise blocks.StructBlockValidationError(
                block_errors={"articles": ValidationError("An article is chosen twice. Take one of them out.")}
            )
        return value

    def found(self, stored, parent):
        reading = parent.get("reading")
        chosen = [page for page in shelf().get_many(chosen_ids(stored)) if page]
        return {"related": reading.related(chosen, stored.get("fill_up", True)) if reading else chosen}

    def shown(self, found, parent):
        site, cards = parent.get("site"), tuple(map(card, found["related"]))
        return None if site is None or None in cards else (site["mark"], _is_within_article(parent), *cards)

    class Meta:
        icon = "doc-full"
        label = "Related articles"
        group = "Questions and links"
        description = "Articles to read next, chosen by hand and filled up by nearness."
        template = "blocks/related_articles.html"
        preview_value = {"title": "Read next", "articles": [], "fill_up": True}


def chosen_ids(stored: dict) -> list[int]:
    """Ids of the articles that a block of related articles names."""
    return [item["value"] for item in stored.get("articles", []) if isinstance(item, dict)]


def _is_within_article(parent: dict) -> bool:
    """Pictures are smaller there."""
    return "reading" in parent and parent["reading"].article.published_at is not None


class PageBodyBlock(BodyBlock):
    """Everything that can stand in a body."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(
            local_blocks
            or [
                *PLAIN_BLOCKS,
                ("faq", FaqBlock()),
                ("related_articles", RelatedArticlesBlock()),
                ("call_to_action", CallToActionBlock()),
            ],
            **kwargs,
        )
