"""The plain article's blocks: the same kinds of content as our own."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock


class HeadingBlock(blocks.StructBlock):
    """A heading."""

    text = blocks.CharBlock()
    level = blocks.ChoiceBlock(choices=[("2", "2"), ("3", "3"), ("4", "4")], default="2")

    class Meta:
        template = "blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    """A picture with a caption."""

    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)

    class Meta:
        template = "blocks/image.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock()
    who = blocks.CharBlock(required=False)

    class Meta:
        template = "blocks/quotation.html"


class BoxBlock(blocks.StructBlock):
    """Text that is set apart: key points, a story, an exercise, a note."""

    title = blocks.CharBlock(required=False)
    text = blocks.RichTextBlock(required=False)
    points = blocks.ListBlock(blocks.RichTextBlock())

    class Meta:
        template = "blocks/box.html"


class StepsBlock(blocks.StructBlock):
    """Steps in their order."""

    title = blocks.CharBlock(required=False)
    steps = blocks.ListBlock(blocks.StructBlock([("heading", blocks.CharBlock()), ("text", blocks.RichTextBlock())]))

    class Meta:
        template = "blocks/steps.html"


class FaqBlock(blocks.StructBlock):
    """Questions and answers."""

    title = blocks.CharBlock(default="Questions and answers")
    pairs = blocks.ListBlock(blocks.StructBlock([("question", blocks.CharBlock()), ("answer", blocks.RichTextBlock())]))

    class Meta:
        template = "blocks/faq.html"


class VideoBlock(blocks.StructBlock):
    """A still picture that links to a film."""

    title = blocks.CharBlock()
    url = blocks.URLBlock()
    image = ImageChooserBlock()
    description = blocks.TextBlock(required=False)

    class Meta:
        template = "blocks/video.html"


class ReferencesBlock(blocks.StructBlock):
    """The sources."""

    title = blocks.CharBlock(default="References")
    items = blocks.ListBlock(
        blocks.StructBlock(
            [(name, blocks.CharBlock(required=False)) for name in ("authors", "year", "title", "source", "doi", "url")]
        )
    )

    class Meta:
        template = "blocks/references.html"


class RelatedBlock(blocks.StructBlock):
    """Articles to read next."""

    title = blocks.CharBlock(default="Read next")
    articles = blocks.ListBlock(blocks.PageChooserBlock(page_type="blog.ArticlePage"))

    class Meta:
        template = "blocks/related.html"


class BodyBlock(blocks.StreamBlock):
    """Everything that can stand in an article."""

    paragraph = blocks.RichTextBlock()
    heading = HeadingBlock()
    image = ImageBlock()
    quotation = QuotationBlock()
    box = BoxBlock()
    steps = StepsBlock()
    faq = FaqBlock()
    video = VideoBlock()
    table = TableBlock()
    references = ReferencesBlock()
    related = RelatedBlock()
    divider = blocks.StaticBlock(template="blocks/divider.html")
