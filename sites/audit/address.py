"""Where a request came from, shortened so that it names a network and not a household."""

import ipaddress

from django.conf import settings

# The parts that are kept, in bits: an IPv4 /24 and an IPv6 /48 are the usual sizes of a provider's assignment.
KEPT_BITS = {4: 24, 6: 48}


def truncated(address: str) -> str:
    """The network of an address, like ``192.0.2.0/24`` or ``2001:db8:1::/48``; empty when it is no address."""
    try:
        parsed = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ipaddress.ip_network((parsed, KEPT_BITS[parsed.version]), strict=False))


def address_of_request(request) -> str:
    """The shortened address of who asks.

    ``X-Forwarded-For`` is believed only where the settings say that a proxy stands in front, and then only its last
    entry, which that proxy has added itself; what stands before it was sent along by the other side.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    return truncated(address)
