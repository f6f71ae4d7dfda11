"""Is it one of our own machines that asks, rather than a reader whom a proxy brings?"""

import ipaddress

# Loopback, private use (RFC 1918, RFC 4193) and this link. Python's ``is_private`` means more than that.
OWN = [
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
]
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA")


def is_own_machine(request) -> bool:
    """Whether the asker is on this machine or in its private network, and speaks for nobody else.

    A proxy says for whom it asks (``X-Forwarded-For``), so what readers ask through it is never taken for its own.
    """
    if any(request.META.get(header) for header in FORWARDED):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", "").partition("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network for network in OWN)
