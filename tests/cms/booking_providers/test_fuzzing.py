"""Whatever is pasted: a refusal with a sentence, or a page at one of the service's own hosts. Nothing else ever."""

import re

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from cms.booking.providers import SERVICES, Refused, Understood, read_paste, service_named

from .everything import GOOD_PASTES

# Written down once more, by hand, and not by asking the code: where each service may lead.
NAME = r"[a-z0-9-]+"
HOSTS = {
    "calendly": r"calendly\.com",
    "acuity": rf"app\.acuityscheduling\.com|app\.squarespacescheduling\.com|{NAME}\.as\.me",
    "calcom": r"(app\.)?cal\.(com|eu)",
    "simplepractice": rf"{NAME}\.clientsecure\.me",
    "jane": rf"{NAME}\.janeapp\.(com|co\.uk|com\.au)",
    "cliniko": rf"{NAME}(\.[a-z][a-z][0-9]+)?\.cliniko\.com",
    "therapynotes": r"www\.therapyportal\.com",
    "healthie": r"secure\.gethealthie\.com",
    "intakeq": rf"({NAME}\.)?intakeq\.com|{NAME}\.practiceq\.com",
    "sessionshealth": rf"{NAME}\.sessionshealth\.com",
    "zocdoc": r"www\.zocdoc\.com",
    "square": r"(app\.)?squareup\.com",
    "setmore": rf"{NAME}\.setmore\.com",
    "microsoft": r"outlook\.office(365)?\.com",
    "google": r"calendar\.google\.com",
    "googleshort": r"calendar\.app\.google",
    "doctolib": r"www\.doctolib\.(fr|de|it)",
    "headway": r"care\.headway\.co",
    "alma": r"secure\.helloalma\.com",
    "growtherapy": r"growtherapy\.com",
}
FRAMED = {"calendly", "acuity", "calcom", "cliniko", "healthie", "square", "setmore", "microsoft", "google", "doctolib"}
KNOWN_NAMES = re.compile(
    r"calendly|acuityscheduling|clientsecure|janeapp|cliniko|therapyportal|gethealthie|intakeq|sessionshealth|zocdoc"
    r"|squareup|setmore|doctolib|helloalma|growtherapy"
)
PLAIN_ADDRESS = re.compile(r"https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(/[!#$%&()*+,./:;=?@A-Za-z0-9_~\[\]-]*)?")
MANY = settings(max_examples=300, deadline=None, derandomize=True)
PASTES = [paste for paste, _, _ in GOOD_PASTES]
BITS = [
    "<",
    ">",
    '"',
    "'",
    "&",
    "&amp;",
    "//",
    "\\",
    "@",
    ":",
    "#",
    "?",
    "%2f",
    "%00",
    "\n",
    "\t",
    "\u200b",
    "\u202e",
    "．",
    "。",
]
BITS += [
    "javascript:",
    "https://",
    "data:",
    "evil.example",
    ".evil.example",
    "xn--",
    "[::1]",
    "<br />",
    "”",
    "..",
    "/../",
    " ",
    "é",
    "\ud800",
]


def host_in(address: str) -> str:
    """The host of an address that holds nothing but plain characters, read with no code of ours."""
    whole = PLAIN_ADDRESS.fullmatch(address)
    assert whole, address
    return whole[1]


def understood_of(paste: str) -> Understood | None:
    """None where the paste is refused; any other error is one of ours."""
    try:
        return read_paste(paste)
    except Refused:
        return None


def look_through(paste: str) -> None:
    """Reads a paste; what is accepted must hold, whatever it was."""
    understood = understood_of(paste)
    if understood is None:
        return
    key, details = understood.service, understood.details
    service = service_named(key)
    service.check(details)
    assert all(isinstance(value, str) and not set("<>\"'`\\\n\r\t ") & set(value) for value in details.values())
    assert not set("<>") & set("".join(understood.dropped))
    # An own host of Cal.com is the one that its snippet names, letter by letter.
    is_own = key == "calcom" and not re.fullmatch(HOSTS[key], details["host"])
    hosts = re.escape(details["host"]) if is_own else HOSTS.get(key, r"[a-z0-9.-]+")
    assert not is_own or "https://" + details["host"] in paste.lower()
    links = [service.link(details), *service.frame_sources(details)]
    links += [service.frame(details, "tideswell.example")] if service.is_framed else []
    assert [link for link in links if not re.fullmatch(hosts, host_in(link))] == []
    assert service.is_framed == (key in FRAMED)
    assert key != "other" or not KNOWN_NAMES.search(host_in(links[0]))
    assert is_own or key == "simplepractice" or read_paste(links[0]).details == details


@pytest.mark.parametrize("paste", PASTES)
def test_what_is_accepted_holds(paste):
    read_paste(paste)  # is accepted
    look_through(paste)


def test_every_service_is_written_down():
    assert set(HOSTS) | {"other"} == set(SERVICES)


@seed(20261122)
@MANY
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text(text):
    look_through(text)


@seed(20261122)
@MANY
@given(st.lists(st.sampled_from(BITS + PASTES[:8]) | st.text(max_size=8), max_size=12).map("".join))
def test_any_mixture_of_dangerous_bits(text):
    look_through(text)


@seed(20261122)
@settings(MANY, max_examples=1500)
@given(
    st.sampled_from(PASTES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(BITS)), max_size=4)
)
def test_good_pastes_with_random_changes(paste, changes):
    for place, removed, inserted in changes:
        at = int(place * len(paste))
        paste = paste[:at] + inserted + paste[at + removed :]
    look_through(paste)


@seed(20261122)
@settings(MANY, max_examples=1000)
@given(
    st.sampled_from([paste for paste in PASTES if "//" in paste]),
    st.from_regex(r"[a-z0-9.@:%\\-]{0,12}\.(com|example|local|[a-z]{1,4})[.:@]?", fullmatch=True)
    | st.text(max_size=12),
    st.sampled_from(["instead", "before", "after"]),
)
def test_good_pastes_with_another_host(paste, host, where):
    found = re.search(r"(?<=//)[^/\s\"'<>&?”’]+", paste)
    if not found:
        return
    changed = {"instead": host, "before": f"{host}{found[0]}", "after": f"{found[0]}{host}"}[where]
    look_through(paste[: found.start()] + changed + paste[found.end() :])
