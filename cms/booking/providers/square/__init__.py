"""Square Appointments: a merchant and a location; framed; announces nothing.

The same two stand in ``app.squareup.com/appointments/buyer/widget/MERCHANT/LOCATION`` (with ``.js`` in the snippet),
``book.squareup.com/appointments/MERCHANT/location/LOCATION/…`` and
``squareup.com/appointments/book/MERCHANT/LOCATION/…``. Source: the service's own documentation and public code up to
autumn 2026; not tried live.
"""

from ..service import Part, Service


class Square(Service):
    key, name = "square", "Square Appointments"
    hosts = ("app.squareup.com", "book.squareup.com", "squareup.com", "www.squareup.com")
    domains = ("squareup.com",)
    marks = ("squareup",)
    parts = {
        "merchant": Part("Merchant", r"[a-z0-9]{10,20}|[0-9a-f-]{36}", needed=True),
        "location": Part("Location", r"[A-Z0-9]{8,24}", needed=True),
    }
    is_framed = True
    copy_this = "Copy the booking link or the snippet of your location (Square: “Online booking”, “Channels”)."

    def read(self, address, snippet):
        match address.segments:
            case ("appointments", "buyer", "widget", merchant, location):
                return {"merchant": merchant, "location": location.removesuffix(".js")}
            case ("appointments", merchant, "location", location, *_):
                return {"merchant": merchant, "location": location}
            case ("appointments", "book", merchant, location, *_):
                return {"merchant": merchant, "location": location}

    def build_link(self, details):
        return f"https://app.squareup.com/appointments/buyer/widget/{details['merchant']}/{details['location']}"

    def build_frame(self, details, our_host):
        return self.build_link(details)

    def build_frame_sources(self, details):
        return ["https://squareup.com", "https://app.squareup.com"]


SERVICE = Square()
