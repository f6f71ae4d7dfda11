"""Whether the keys that restored rows were sealed with are here, tried by opening one row of each."""

from collections.abc import Iterator

from django.conf import settings

from cms.booking_requests.rotation import sealed_models
from cms.booking_requests.sealing import CannotBeOpened, sealed_with


def keys_that_do_not_fit(names: list[str]) -> Iterator[tuple[str, str]]:
    """Each name with what is wrong with it. Asked across practices."""
    for name in names:
        if name not in settings.REQUEST_KEYS:
            yield name, "is not in REQUEST_KEYS"
        elif not all(_opens(model, name) for model in sealed_models()):
            yield name, "in REQUEST_KEYS is another one of the same name"


def _opens(model, name: str) -> bool:
    row = model.objects.filter(sealed__startswith=sealed_with(name)).order_by("pk").first()
    try:
        return row is None or bool(row.content())
    except CannotBeOpened:
        return False
