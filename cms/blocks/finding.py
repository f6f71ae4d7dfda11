"""Blocks that show more than is stored in them: rows of others, which are found before anything is drawn."""

from wagtail import blocks


class FindingBlock(blocks.StructBlock):
    """Finds what it shows from what is stored, so that a body can tell whether it has drawn the very same before.

    No value is made of what is stored until it has to be drawn.
    """

    def found(self, stored: dict, parent: dict) -> dict:
        """What the template is given besides the value. ``parent`` is the context of the body, where there is one."""
        raise NotImplementedError

    def shown(self, found: dict, parent: dict) -> tuple | None:
        """All that the block shows besides what is stored, as a key (cms/pages/kept.py); None where nobody knows."""
        raise NotImplementedError

    def get_context(self, value, parent_context=None):
        parent = parent_context or {}
        found = parent["found"] if "found" in parent else self.found(self.get_prep_value(value), parent)
        return super().get_context(value, parent_context) | found
