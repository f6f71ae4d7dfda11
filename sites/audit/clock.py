"""The practice's clock: one log is read by many people, each of whom may have chosen another time zone."""

from django.conf import settings
from django.utils import timezone

from ..scoping import current_practice


def zone_here() -> str:
    """The practice's time zone; at the installation's own host the installation's."""
    practice = current_practice()
    return practice.time_zone if practice else settings.TIME_ZONE


class InPracticeTime:
    """A screen whose moments and days are the practice's. Comes before the view class."""

    def dispatch(self, request, *args, **kwargs):
        with timezone.override(zone_here()):
            response = super().dispatch(request, *args, **kwargs)
            # Templates are drawn after the view has returned; these must be drawn here.
            return response.render() if hasattr(response, "render") else response

    def get_context_data(self, **kwargs):
        return super().get_context_data(zone=zone_here(), **kwargs)


def in_zone(zone, chunks):
    """A generator's code runs when it is asked for the next chunk; so does the choice of the time zone."""
    chunks = iter(chunks)
    while True:
        with timezone.override(zone):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
