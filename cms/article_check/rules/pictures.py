"""Pictures that say nothing to who cannot see them."""

from ..facts import as_id
from ..findings import Level
from .rule import Rule


class PictureWithoutWords(Rule):
    """Every picture that is no decoration has a text that stands for it (WCAG 2.2, 1.1.1)."""

    key = "picture_without_words"
    name = "Picture without alternative text"
    level = Level.STOP
    why = "Somebody who listens to the page, or whose pictures do not load, learns nothing of it."
    how = "Write what the picture says here, or mark it as decoration only."

    def findings(self, reading):
        descriptions = reading.facts.pictures
        if self._says_nothing(descriptions, reading.article.listing_image_id):
            how = "Open the picture in the library and write its description."
            yield self.found("listing_image", "The article's picture has no description.", how=how, stands_on="picture")
        for block in reading.blocks:
            says = str(block.get("alt") or "").strip() or block.get("decorative")
            if block.type == "image" and not says and self._says_nothing(descriptions, block.get("image")):
                what = "This picture has no alternative text."
                yield self.found(
                    block.place, what, excerpt=str(block.get("caption") or ""), stands_on=str(block.get("image"))
                )

    @staticmethod
    def _says_nothing(descriptions: dict, number) -> bool:
        """Whether the picture is there and has no description; what is not there is another rule's."""
        return not (descriptions.get(as_id(number), "there is none") or "").strip()
