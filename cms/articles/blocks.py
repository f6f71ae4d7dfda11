"""Blocks that know articles: related articles, and the body of every page."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks.body import PLAIN_BLOCKS, BodyBlock
from cms.booking.blocks import CallToActionBlock
from cms.faq.blocks import FaqBlock
from cms.pages.shelf import shelf


class ArticleChooserBlock(blocks.PageChooserBlock):
    """Chooses an article; for readers the live ones come from the request's shelf."""

    def __init__(self, **kwargs):
        kwargs.setdefault("page_type", ["articles.ArticlePage"])
        super().__init__(**kwargs)

    def bulk_to_python(self, values):
        return shelf().get_many(values, also_drafts=True)


class RelatedArticlesBlock(blocks.StructBlock):
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

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        reading = (parent_context or {}).get("reading")
        chosen = [page for page in value["articles"] if page and page.live]
        context["related"] = reading.related(chosen, fill_up=value["fill_up"]) if reading else chosen
        return context

    class Meta:
        icon = "doc-full"
        label = "Related articles"
        group = "Questions and links"
        description = "Articles to read next, chosen by hand and filled up by nearness."
        template = "blocks/related_articles.html"
        preview_value = {"title": "Read next", "articles": [], "fill_up": True}


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
