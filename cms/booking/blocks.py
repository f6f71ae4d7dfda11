"""The call to action: the reader's next step."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.finding import FindingBlock
from cms.pages.kept import columns

from .offers import all_offers, next_step, offer_with_id


class OfferChooserBlock(SnippetChooserBlock):
    """Chooses an offer; a request's blocks find theirs among the offers that were read once."""

    def __init__(self, **kwargs):
        super().__init__("booking.BookingOffer", **kwargs)

    def bulk_to_python(self, values):
        known = {offer.pk: offer for offer in all_offers()}
        missing = {value for value in values if value is not None and value not in known}
        if missing:
            known.update(self.model_class.objects.in_bulk(missing))
        return [known.get(value) for value in values]


class CallToActionBlock(FindingBlock):
    """Names an offer, the practice's default, or the author's own; its words can be changed here."""

    which = blocks.ChoiceBlock(
        choices=[
            ("default", "The practice's default"),
            ("author", "The author's own"),
            ("chosen", "The one chosen below"),
        ],
        default="default",
        label="Offer",
    )
    offer = OfferChooserBlock(required=False, label="Chosen offer")
    heading = blocks.CharBlock(required=False, max_length=120)
    text = blocks.TextBlock(required=False, max_length=400, rows=2)
    button = blocks.CharBlock(required=False, max_length=60, label="Words on the button")

    def clean(self, value):
        value = super().clean(value)
        if value.get("which") == "chosen" and not value.get("offer"):
            raise blocks.StructBlockValidationError(
                block_errors={"offer": ValidationError("Choose an offer, or take the practice's default above.")}
            )
        return value

    def found(self, stored, parent):
        if getattr(parent.get("page"), "in_safety_mode", False):  # nothing is sold
            return {"step": None}
        author_ids = [author.pk for author in parent.get("authors", [])]
        chosen = offer_with_id(stored.get("offer"))
        return {"step": next_step(stored.get("which") or "default", chosen, author_ids)}

    def shown(self, found, parent):
        step, site = found["step"], parent.get("site")
        offers = (step.offer, step.instead_of) if step else ()
        return site and (site["mark"], *(_shown_of(offer) for offer in offers if offer))

    def get_searchable_content(self, value):
        """What readers see: the choice of an offer is for editors."""
        return [value[name] for name in ("heading", "text", "button") if value.get(name)]

    class Meta:
        icon = "calendar-alt"
        label = "Call to action"
        group = "Questions and links"
        description = "The reader's next step: one of the practice's booking offers."
        template = "blocks/call_to_action.html"
        preview_value = {
            "which": "default",
            "heading": "You do not have to wait for the other one",
            "text": "A first conversation commits you to nothing.",
        }


def _shown_of(offer) -> tuple:
    """All that is shown of an offer (templates/components/offer.html); some of it changes with the day."""
    return columns(offer), offer.known_regions, offer.is_open, offer.reopens_date
