"""What of an address is thrown away, in the owner's words."""

import re

# Whose advertisement brought somebody: sent by newsletters and social networks, of use to nobody here.
TRACKING = re.compile(
    r"utm_.*|hsa_.*|pk_.*|mtm_.*|matomo_.*|oly_.*|vero_.*|fb_.*|_hs.*|__hs.*|_ga|_gl|gclid|gclsrc|gbraid|wbraid|dclid"
    r"|gad_source|gad_campaignid|srsltid|fbclid|igshid|igsh|msclkid|mc_[ce]id|mkt_tok|ttclid|twclid|li_fat_id|yclid|rdt_cid"
    r"|epik|s_kwcid|ep|_branch_match_id|referrertype|salesforce_uuid",
    re.IGNORECASE,
)
PREFILLED = re.compile(
    r"(full_?|first_?|last_?)?name|e-?mail|phone|guests|a\d{1,2}|field:\d+|(patient|client)_?(name|email)",
    re.IGNORECASE,
)
LOOKS = re.compile(
    r".*colou?r|hide_.*|theme|layout|background|font|embed_type|embed_domain|text|branding|width|height", re.IGNORECASE
)
MOST = 12
_PLAIN = re.compile(r"[A-Za-z0-9_.:\[\]-]{1,40}")


def is_tracking(name: str) -> bool:
    return bool(TRACKING.fullmatch(name))


def words_for(name: str) -> str:
    """How the owner is told that a parameter of this name is thrown away."""
    if not _PLAIN.fullmatch(name):
        return "a parameter with an odd name"
    if is_tracking(name):
        return f"the tracking parameter {name}"
    if PREFILLED.fullmatch(name):
        return "the prefilled name and e-mail"
    if LOOKS.fullmatch(name):
        return "colours of the widget"
    return f"the parameter {name}"


def told(phrases: list[str]) -> tuple[str, ...]:
    """Each phrase once, in order, and no endless list."""
    each = tuple(dict.fromkeys(phrases))
    return each if len(each) <= MOST else (*each[:MOST], f"{len(each) - MOST} more")
