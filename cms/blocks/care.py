"""Blocks that know therapy: words to use, steps, vignette, exercise, content note, crisis help."""

from django.db.models import TextChoices
from wagtail import blocks

from . import crisis
from .text import END_OF_TEXT, OwnWordsBlock, TextBlock


class WordsToUseBlock(blocks.StructBlock):
    """A script to say, word by word."""

    situation = blocks.CharBlock(max_length=200, help_text="When to say it, for example “To begin the conversation”.")
    who = blocks.CharBlock(required=False, max_length=120, help_text="Who says it to whom.")
    words = blocks.TextBlock(max_length=1500, rows=4, help_text="Exactly as one could say it. Readers can copy it.")

    class Meta:
        icon = "comment"
        label = "Words you can use"
        group = "Care"
        description = "A script to say, with who says it and a copy button."
        template = "blocks/words_to_use.html"
        preview_value = {
            "situation": "To begin, on an ordinary evening",
            "who": "You, to your partner",
            "words": "I have been missing us. I would like to talk to somebody about it. "
            "I am not asking you to decide tonight.",
        }


class StepBlock(blocks.StructBlock):
    """One step."""

    heading = blocks.CharBlock(max_length=160)
    text = TextBlock()

    class Meta:
        icon = "arrow-right"
        label = "Step"


class NumberedStepsBlock(blocks.StructBlock):
    """Steps in their order."""

    title = blocks.CharBlock(required=False, max_length=160)
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=30)

    class Meta:
        icon = "list-ol"
        label = "Numbered steps"
        group = "Care"
        description = "Steps in their order, each with a heading and a text."
        template = "blocks/numbered_steps.html"
        preview_value = {
            "title": "A first conversation",
            "steps": [
                {"heading": "Choose a quiet hour", "text": "<p>Neither of you should be hungry or on the way out.</p>"},
                {"heading": "Say one thing", "text": "<p>One is enough for a first evening.</p>"},
            ],
        }


class VignetteBasis(TextChoices):
    """What a story is based on. Readers are always told."""

    FICTIONAL = "fictional", "Fictional: nobody in it exists"
    COMPOSITE = "composite", "Composite: drawn from many people, nobody in particular"
    CONSENTED = "consented", "Told with consent, details changed"


class VignetteBlock(OwnWordsBlock):
    """A story from practice, with its basis."""

    basis = blocks.ChoiceBlock(
        choices=VignetteBasis.choices,
        label="What is it based on?",
        help_text="Readers always see this.",
        error_messages={"required": "Say what this story is based on. Readers always see it."},
    )
    title = blocks.CharBlock(max_length=160)
    text = TextBlock()

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        basis = value.get("basis")
        context["basis_label"] = VignetteBasis(basis).label if basis in VignetteBasis.values else ""
        return context

    class Meta:
        icon = "user"
        label = "Vignette"
        group = "Care"
        description = "A story, with its basis shown: fictional, composite, or told with consent."
        template = "blocks/vignette.html"
        preview_value = {
            "basis": "fictional",
            "title": "Two cups of tea",
            "text": "<p>They had stopped talking about it, the way one stops noticing a clock.</p>",
        }


class ExerciseBlock(blocks.StructBlock):
    """Something to try."""

    title = blocks.CharBlock(max_length=160)
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=240, label="How many minutes")
    needs = blocks.CharBlock(required=False, max_length=200, label="What one needs")
    steps = blocks.ListBlock(TextBlock(), min_num=1, max_num=20)
    afterwards = TextBlock(required=False)

    class Meta:
        icon = "edit"
        label = "Exercise"
        group = "Care"
        description = "Something to try, step by step, with how long it takes."
        template = "blocks/exercise.html"
        preview_value = {
            "title": "Three slow breaths",
            "minutes": 2,
            "needs": "A chair",
            "steps": ["<p>Breathe out, longer than in.</p>", "<p>Do it twice more.</p>"],
            "afterwards": "<p>Notice one thing that has changed, however small.</p>",
        }


class Covers(TextChoices):
    """What a content note is about, and so where skipping leads."""

    TEXT = "text", "Everything that follows"
    PART = "part", "Only this part, up to the next heading"


class ContentNoteBlock(blocks.StructBlock):
    """What is coming, so that one can choose, and a way past it."""

    text = blocks.TextBlock(max_length=400, rows=2, help_text="What is in it, without telling it.")
    covers = blocks.ChoiceBlock(
        choices=Covers.choices, default=Covers.TEXT, label="It is about", help_text="Readers can skip as far as that."
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        is_part = value.get("covers") == Covers.PART
        following = context.get("following_part")  # the address of the next heading, from the body tag
        context["skip_to"] = following if is_part and following else END_OF_TEXT
        context["skip_words"] = "Skip this part" if is_part and following else "Skip to the end of the text"
        return context

    def get_searchable_content(self, value):
        """The note alone: what it covers is for editors."""
        return self.child_blocks["text"].get_searchable_content(value.get("text"))

    class Meta:
        icon = "warning"
        label = "Content note"
        group = "Care"
        description = "Says what is coming, with a way to skip it, so that a reader can choose."
        template = "blocks/content_note.html"
        preview_value = {"text": "This article speaks of a sudden death. You can stop at any point.", "covers": "text"}


class CrisisHelpBlock(blocks.StructBlock):
    """Help now. Numbers come from the register, never from an article."""

    introduction = blocks.TextBlock(
        required=False,
        max_length=300,
        rows=2,
        help_text="Numbers are added from the register of the practice's country.",
    )

    def get_context(self, value, parent_context=None):
        from sites.scoping import current_practice

        context = super().get_context(value, parent_context)
        practice = current_practice()
        # In safety mode the page itself begins with it, and it is not said twice.
        is_said = getattr(context.get("page"), "in_safety_mode", False)
        context["entry"] = crisis.for_country(practice.country) if practice and not is_said else None
        return context

    class Meta:
        icon = "warning"
        label = "Crisis help"
        group = "Care"
        description = "Where to find help at once, from the register of the practice's country."
        template = "blocks/crisis_help.html"
        preview_value = {"introduction": "If you are in danger, or afraid of what you might do, speak to somebody now."}
