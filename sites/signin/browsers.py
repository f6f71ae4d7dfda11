"""A browser in words and a network address cut short: enough to recognise one's own sign-in by, and no more."""

import ipaddress

from allauth.account.adapter import get_adapter

# The first that is found counts: most browsers name others after themselves.
FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
# How much of an address names a network and not one machine in it, in bits.
NETWORK_BITS = {4: 24, 6: 48}


def browser_in_words(user_agent: str) -> str:
    """ "Firefox on Windows", or "Another browser" where it says nothing we know."""
    family = next((words for sign, words in FAMILIES if sign in user_agent), "Another browser")
    system = next((words for sign, words in SYSTEMS if sign in user_agent), "")
    return f"{family} on {system}" if system else family


def network_of(address: str) -> str:
    """ "192.0.2.0/24" for 192.0.2.17; empty where the address is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((ip, NETWORK_BITS[ip.version]), strict=False))


def seen_of(request) -> dict[str, str]:
    """What a sign-in keeps of the request that began it."""
    return {
        "browser": browser_in_words(request.META.get("HTTP_USER_AGENT", "")),
        "address": network_of(get_adapter().get_client_ip(request)),
    }
