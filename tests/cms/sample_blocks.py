"""One of every block in the neutral form, with the words that a reader must find of it."""

from types import SimpleNamespace

from django.template import Context, Template
from wagtail.blocks import StreamValue

from cms.articles.blocks import PageBodyBlock
from cms.articles.neutral import to_stream
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from tests.building import make_article, make_ready_picture

# Block, its neutral form, what must show.
EVERY_BLOCK = [
    ("paragraph", "Some **strong** words.", ["<p>Some <b>strong</b> words.</p>"]),
    ("heading", {"level": 2, "text": "Where to begin"}, ['<h2 id="where-to-begin">Where to begin']),
    ("image", {"picture": "room", "caption": "By the window"}, ['alt="A quiet room"', "By the window"]),
    (
        "quotation",
        {"text": "I am tired.", "who": "A caller", "source": "A letter"},
        ["I am tired.", "A caller", "A letter"],
    ),
    ("key_points", {"title": "In short", "points": ["One *thing*."]}, ["In short", "<p>One <i>thing</i>.</p>"]),
    (
        "words_to_use",
        {"situation": "At supper", "who": "You, to him", "words": "I miss us.\n\nCan we talk?"},
        ["At supper", "You, to him", "<p>I miss us.</p>", "<p>Can we talk?</p>"],
    ),
    (
        "numbered_steps",
        {"title": "A first talk", "steps": [{"heading": "Sit down", "text": "Both of you."}]},
        ["A first talk", "Sit down", "<p>Both of you.</p>"],
    ),
    (
        "vignette",
        {"basis": "composite", "title": "Two cups", "text": "They had stopped."},
        ["Composite: drawn from many people, nobody in particular", "Two cups", "<p>They had stopped.</p>"],
    ),
    (
        "exercise",
        {"title": "Breathe", "minutes": 1, "needs": "A chair", "steps": ["Out."], "afterwards": "Notice."},
        ["Breathe", "1 minute<", "A chair", "<p>Out.</p>", "<p>Notice.</p>"],
    ),
    (
        "faq",
        {"title": "Asked often", "items": [{"question": "May I come alone?", "answer": "Yes."}, {"bank": "how-long"}]},
        ["Asked often", "May I come alone?", "<p>Yes.</p>", "How long is a session?", "<p>Fifty minutes.</p>"],
    ),
    ("related_articles", {"title": "Read on", "articles": ["another"]}, ["Read on", "Another article"]),
    (
        "call_to_action",
        {"offer": "first-talk", "heading": "Come by", "text": "It is free.", "button": "See how"},
        ["Come by", "It is free.", "See how", 'href="/book/first-talk/"'],
    ),
    ("content_note", {"text": "This speaks of a death."}, ["Before you read", "This speaks of a death."]),
    (
        "references",
        {"items": [{"authors": "Bowlby, J.", "year": "1988", "title": "A secure base", "source": "Routledge"}]},
        ["References", 'id="ref-bowlby-1988"', "Bowlby, J. (1988).", "<cite>A secure base</cite>. Routledge."],
    ),
    ("crisis_help", {"introduction": "Speak to somebody."}, ["Speak to somebody.", "999", "Samaritans"]),
    (
        "table",
        {"caption": "How often", "header": ["Phase", "Rhythm"], "rows": [["Early", "Weekly"]]},
        ["<caption>How often</caption>", '<th scope="col">Phase</th>', '<th scope="row">Early</th>', "<td>Weekly</td>"],
    ),
    (
        "video",
        {"title": "Sea", "picture": "room", "url": "https://film.example/1", "minutes": 4, "description": "Waves."},
        ["Watch “Sea”", 'href="https://film.example/1"', "at film.example, 4 min", "Waves."],
    ),
    ("divider", {}, ['<hr class="divider">']),
]


def things_to_name() -> SimpleNamespace:
    """What the blocks above name, made in the practice in scope; ``resolve`` finds it."""
    made = {
        ("picture", "room"): make_ready_picture(),
        ("bank", "how-long"): FaqEntry.objects.create(
            question="How long is a session?", answer="<p>Fifty minutes.</p>"
        ),
        ("offer", "first-talk"): BookingOffer.objects.create(name="A first talk", slug="first-talk"),
        ("article", "another"): make_article("Another article", listing_image=make_ready_picture("Another")),
    }
    return SimpleNamespace(made=made, resolve=lambda kind, name: made.get((kind, name)))


def body_of(blocks, resolve=lambda kind, name: None) -> StreamValue:
    """A body from the neutral form, as an article holds it."""
    return PageBodyBlock().to_python(to_stream(blocks, resolve))


def drawn(body, **context) -> str:
    """A body as a reader gets it."""
    return Template("{% load body %}{% body value %}").render(Context({"value": body, **context}))
