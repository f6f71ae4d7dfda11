"""The call to action: the reader's next step."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .offers import all_offers, next_step


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


class CallToActionBlock(blocks.StructBlock):
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

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        author_ids = [author.pk for author in (parent_context or {}).get("authors", [])]
        # In safety mode nothing is sold.
        is_shown = not getattr(context.get("page"), "in_safety_mode", False)
        which = value.get("which") or "default"
        context["step"] = next_step(which, value.get("offer"), author_ids) if is_shown else None
        return context

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
