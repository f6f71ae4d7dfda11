"""Questions and answers in an article: pairs written there, or taken from the bank."""

from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.body import ADDRESSES_OF_THE_PAGE, headings
from cms.blocks.finding import FindingBlock
from cms.blocks.text import OwnWordsBlock, TextBlock, anchor_for, free_anchor

from .bank import entries


class PairBlock(OwnWordsBlock):
    """A question with its answer: one object, so that neither can be lost."""

    question = blocks.CharBlock(
        max_length=250, error_messages={"required": "Write the question. An answer alone can not be published."}
    )
    answer = TextBlock(error_messages={"required": "Write the answer. A question alone can not be published."})

    class Meta:
        icon = "help"
        label = "Written here"


class BankChooserBlock(SnippetChooserBlock):
    """An entry of the bank; each is fetched once in a request, however many articles show it."""

    def bulk_to_python(self, values):
        return entries(values)


class FaqBlock(FindingBlock):
    """Questions and answers that open one by one, without a script."""

    title = blocks.CharBlock(default="Questions and answers", max_length=160)
    items = blocks.StreamBlock(
        [
            ("pair", PairBlock()),
            ("from_bank", BankChooserBlock("faq.FaqEntry", label="From the bank", icon="folder-open-inverse")),
        ],
        min_num=1,
        max_num=40,
        label="Questions",
        default=[{"type": "pair", "value": {"question": "", "answer": ""}}],
    )

    def found(self, stored, parent):
        return {"pairs": pairs_of(stored, parent.get("addresses_taken"))}

    def shown(self, found, parent):
        return tuple(tuple(pair.values()) for pair in found["pairs"])

    def get_searchable_content(self, value):
        """Pairs from the bank too: readers see them."""
        found = pairs_of(self.get_prep_value(value))
        pairs = ((pair["question"], get_text_for_indexing(pair["answer"])) for pair in found)
        return [value.get("title") or "", *(words for pair in pairs for words in pair)]

    class Meta:
        icon = "help"
        label = "Questions and answers"
        group = "Questions and links"
        description = "Pairs that open one by one; each has its own address."
        template = "blocks/faq.html"
        preview_value = {
            "title": "Questions people ask",
            "items": [
                {
                    "type": "pair",
                    "value": {
                        "question": "Can I come alone at first?",
                        "answer": "<p>Yes. Many people do, and the other one is welcome later.</p>",
                    },
                }
            ],
        }


def questions_on(body) -> list[dict]:
    """All pairs that a page with this body shows, in order, with the addresses that they have there."""
    taken = {*ADDRESSES_OF_THE_PAGE, *(heading["anchor"] for heading in headings(body))}
    blocks_stored = (block["value"] for block in body.raw_data if block["type"] == "faq")
    return [pair for stored in blocks_stored for pair in pairs_of(stored, taken)]


def pairs_of(stored: dict, taken: set[str] | None = None) -> list[dict]:
    """The pairs of a FaqBlock as it is stored: ``question``, ``answer`` (stored rich text) and ``anchor``.

    ``taken`` are the addresses that the body has already; the same question twice gets two addresses.
    A bank entry that was deleted meanwhile is left out, and so is a pair that is still incomplete.
    """
    pairs, taken = [], set() if taken is None else taken
    for question, answer in _words_of(stored.get("items", [])):
        if question and answer:
            pairs.append({"question": question, "answer": answer, "anchor": free_anchor(anchor_for(question), taken)})
    return pairs


def _words_of(items: list[dict]) -> list[tuple[str, str]]:
    """Question and answer of each item; those from the bank are fetched together, and left out where they are gone."""
    ids = [item["value"] for item in items if item["type"] == "from_bank"]
    bank = dict(zip(ids, entries(ids), strict=True))
    words = []
    for item in items:
        if item["type"] == "pair":
            words.append((item["value"].get("question"), item["value"].get("answer")))
        elif entry := bank.get(item["value"]):
            words.append((entry.question, entry.answer))
    return words
