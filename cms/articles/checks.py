"""System checks: a block that is only half there is named before anybody writes with it."""

from django.core.checks import Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


@register
def blocks_are_whole(app_configs, **kwargs):
    """Every block of the body has an icon, a group, a description and a template of its own name."""
    from .blocks import PageBodyBlock

    return [
        Error(f"The block “{name}” has no {missing}.", hint=hint, obj=type(block), id=f"articles.E00{number}")
        for name, block in PageBodyBlock().child_blocks.items()
        for number, missing, hint in _missing(name, block)
    ]


def _missing(name, block):
    wanted = f"blocks/{name}.html"
    for number, what in enumerate(("icon", "group", "description"), 1):
        if not getattr(block.meta, what, None):
            yield number, what, f"Set {what} in its Meta; the block chooser shows it."
    try:
        get_template(wanted)
    except TemplateDoesNotExist:
        yield 4, "template", f"Write templates/{wanted}."
