"""System checks: whatever is added without saying to whom it belongs breaks the build."""

from django.apps import apps
from django.core.checks import Error, register

from .doors import is_known, names_of_urls
from .hooks_reviewed import unreviewed_hooks
from .ownership import Unclassified, belonging_of


@register()
def every_model_is_somebodys(app_configs, **kwargs):
    """anteroom.E001: a model that is not in anybody's possession."""
    errors = []
    for model in apps.get_models(include_auto_created=True):
        try:
            belonging_of(model)
        except Unclassified as error:
            errors.append(Error(str(error), obj=model, id="anteroom.E001"))
    return errors


@register()
def every_address_was_looked_at(app_configs, **kwargs):
    """anteroom.E002: an address that stands neither among the doors nor among the closed ones."""
    return [
        Error(
            f"Nobody has looked at the view “{name}” ({path}). Ask whose its ids are, then open it with open_doors() "
            "or close it with close_doors() and a reason.",
            id="anteroom.E002",
        )
        for name, path in names_of_urls()
        if not is_known(name)
    ]


@register()
def every_hook_was_looked_at(app_configs, **kwargs):
    """anteroom.E003: a hook of Wagtail's that a package has joined without anybody looking at what it does."""
    return [
        Error(
            f"Nobody has looked at what {module} does in the hook “{name}”. Ask what it shows and to whom, then add it "
            "to sites/hooks_reviewed.py.",
            id="anteroom.E003",
        )
        for module, name in unreviewed_hooks()
    ]
