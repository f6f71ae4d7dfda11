"""Template tags for pieces that are drawn once (see cms/pages/kept.py)."""

from django import template
from django.db.models import Model

from .. import kept

register = template.Library()


class KeptNode(template.Node):
    """What stands between the tags, drawn once for the values named in the first of them."""

    def __init__(self, name: str, shown: list, nodes):
        self.name, self.shown, self.nodelist = name, shown, nodes

    def render(self, context):
        shown = tuple(_known(value.resolve(context, ignore_failures=True)) for value in self.shown)
        first = self.shown and shown[0]
        return kept.kept(self.name, None if first is None else shown, lambda: self.nodelist.render(context))


def _known(value):
    """Words that a template was given are plain or safe: two of them, though equal, are drawn differently."""
    return (value, hasattr(value, "__html__")) if isinstance(value, str) else value


@register.tag("kept")
def kept_tag(parser, token):
    """``{% kept "name" shown… %}…{% endkept %}``. Where the first value is None the piece is drawn each time.

    The values must say everything that the piece shows besides what never changes while a process runs.
    """
    _, name, *shown = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(each) for each in shown], nodes)


# --- what a row shows, for the keys ---


@register.filter
def as_row(row):
    """All columns of a row."""
    return kept.columns(row) if isinstance(row, Model) else None


@register.filter
def as_rows(rows):
    """All columns of several rows."""
    return kept.rows(rows) if rows else None


@register.filter
def as_picture(image):
    """A picture with its sizes."""
    return kept.picture(image) if isinstance(image, Model) else None


@register.filter
def as_card(page):
    """A page as a list shows it: its row, and its picture."""
    return kept.card(page) if isinstance(page, Model) else None


@register.filter
def as_written(value):
    """Lists and mappings of plain values."""
    return repr(value)
