"""Links that lead nowhere, or where they must not."""

from ..facts import as_id, host_of
from ..findings import Level
from .rule import Rule

WORDS_ALONE = "Until it is public, readers see these words without a link; then the link is there by itself."
# Two drafts may link to each other, and one of them goes first. What is said, and what else is so.
NOT_PUBLIC = (
    "The page that this links to is not public.",
    {"level": Level.ASK, "why": WORDS_ALONE, "how": "Publish that page too, or take the link out."},
)
NOT_YET = (
    "The page that this links to is on its way to the readers, and not public yet.",
    {"level": Level.HINT, "why": WORDS_ALONE, "how": "Nothing needs to be done if it goes live soon."},
)


class DeadLink(Rule):
    """A link to a page, document or picture that is not there, or that readers do not see.

    Addresses outside are not asked here: a check must not depend on another server, or tell it who writes what.
    """

    key = "dead_link"
    name = "Link that leads nowhere"
    level = Level.STOP
    why = "Readers would find words that look like a way on and lead nowhere."
    how = "Link to another page, or take the link out."

    def findings(self, reading):
        for link in reading.links:
            if wrong := self._wrong(reading, link):
                what, other = wrong
                stands_on = f"{link.kind} {link.target}"
                yield self.found(link.place, what, excerpt=link.words, stands_on=stands_on, **other)
        for block in reading.blocks:
            number = as_id(block.get("image"))
            if block.type in ("image", "video") and number is not None and number not in reading.facts.pictures:
                yield self.found(
                    block.place,
                    "This picture is not in the library any more.",
                    stands_on=f"picture {number}",
                    why="Readers would see nothing here.",
                    how="Choose another picture, or take the block out.",
                )

    def _wrong(self, reading, link) -> tuple[str, dict] | None:
        """What is wrong with a link, and what is said otherwise than of all dead links; None where nothing is."""
        number = as_id(link.target)
        if link.kind == "page" and number != reading.article.pk:
            is_live = reading.facts.pages.get(number)
            if is_live is None:
                return "The page that this links to is not there any more.", {}
            if not is_live:
                return NOT_YET if number in reading.facts.pages_on_their_way else NOT_PUBLIC
        if link.kind == "document" and number not in reading.facts.documents:
            return "The document that this links to is not there any more.", {}
        if link.kind == "address" and not link.target.strip(" #"):
            return "This link has no address.", {}
        if link.kind == "address" and link.target in reading.facts.gone_addresses:
            return "There is no page at this address of your own site.", {}
        return None


class LinkToAnotherPractice(Rule):
    """Practices of one installation are strangers: an article of one does not lead into the rooms of another.

    The sentence does not say whose the address is.
    """

    key = "link_to_another_practice"
    name = "Link that is not yours to make"
    level = Level.STOP
    why = "It leads to an address here that is not your practice's own. It may have come along when text was copied."
    how = "Link to a page of your own, or take the link out."

    def findings(self, reading):
        for link in reading.links:
            if link.kind == "address" and host_of(link.target) in reading.facts.hosts_of_others:
                yield self.found(
                    link.place,
                    "This link leads away from your practice's own site.",
                    excerpt=link.words,
                    stands_on=link.target,
                )
