"""TherapyNotes: its client portal (TherapyPortal), by the practice's code; link only.

``www.therapyportal.com/p/CODE/appointments/availability/``; who and where stand after the "#". Source: the service's
own documentation and public code up to autumn 2026; not tried live.
"""

from urllib.parse import parse_qsl, urlencode

from ..service import NUMBER, Part, Service

AFTER = {"AvailabilityClinician": "clinician", "AvailabilityLocation": "location"}


class TherapyNotes(Service):
    key, name = "therapynotes", "TherapyNotes"
    hosts = ("www.therapyportal.com", "therapyportal.com")
    domains = ("therapyportal.com", "therapynotes.com")
    marks = ("therapyportal", "therapynotes")
    parts = {
        "practice": Part("Practice", r"[A-Za-z0-9_-]{2,60}", needed=True),
        "clinician": Part("Clinician", NUMBER),
        "location": Part("Location", NUMBER),
    }
    keeps_fragment = True
    copy_this = "Copy the address of your TherapyPortal, which goes on with /p/ and the code of your practice."

    def read(self, address, snippet):
        match address.segments:
            case ("p", practice) | ("p", practice, "appointments", "availability"):
                chosen = parse_qsl(address.fragment)
                return {"practice": practice, **{AFTER[name]: value for name, value in chosen if name in AFTER}}

    def build_link(self, details):
        chosen = urlencode({name: details[part] for name, part in AFTER.items() if part in details})
        address = f"https://www.therapyportal.com/p/{details['practice']}/appointments/availability/"
        return f"{address}#{chosen}" if chosen else address


SERVICE = TherapyNotes()
