"""Which addresses of the network may be asked: those of the public internet, whatever form they come in."""

import ipaddress

# An IPv4 address inside: what a gateway sends there ends at that one (RFC 6052, section 2.1).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that is given out to hosts (RFC 4291, section 2.4). What lies outside is local, mapped, reserved or multicast.
UNICAST = ipaddress.ip_network("2000::/3")
# Python 3.13 calls these global, or did in 3.12; nobody's web server is there, and some lead to other addresses.
REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.31.196.0/24",  # AS112 (RFC 7535)
        "192.52.193.0/24",  # AMT (RFC 7450)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "2001::/23",  # protocol assignments, Teredo among them (RFC 2928, RFC 4380)
        "2001:db8::/32",  # for documents (RFC 3849)
        "2002::/16",  # 6to4: an IPv4 address inside (RFC 3056)
        "2620:4f:8000::/48",  # AS112 (RFC 7534)
        "3fff::/20",  # for documents (RFC 9637)
    )
)


def is_public(text: str) -> bool:
    """Whether an IP address, as a resolver writes it, is one host's on the public internet. False for anything else."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address in NAT64:
        address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    elif address.version == 6 and address not in UNICAST:
        return False
    return address.is_global and not address.is_multicast and not any(address in network for network in REFUSED)
