"""Booking services: what owners paste, what is kept of it (identifiers, never markup), and where it leads.

``read_paste`` reads a link, a snippet or a frame. Each service has a folder of its own that holds all that is known of
it, and a line in ``registry.py``. Nothing here touches the network, the database or the settings.
"""

from .finding import LONGEST_PASTE
from .reading import Understood, read_paste
from .refusal import Refused
from .registry import SERVICES, service_named

__all__ = ["LONGEST_PASTE", "SERVICES", "Refused", "Understood", "read_paste", "service_named"]
