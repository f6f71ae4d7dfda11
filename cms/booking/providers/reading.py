"""Reads what an owner pastes: a link, a snippet or a frame becomes a service and its identifiers, or a refusal."""

from dataclasses import dataclass, field

from .addresses import Address, read_address
from .dropping import told, words_for
from .finding import addresses_in_code, addresses_in_text, as_markup, is_code, tidy
from .imitations import refuse_imitation
from .refusal import Refused
from .registry import ANOTHER_LINK, SERVICES, service_at
from .service import Details, Service
from .snippets import Snippet, read_snippet

KNOWN_DOMAINS = tuple(domain for service in SERVICES.values() for domain in service.domains)
# Names of notations, which look like addresses and lead nowhere.
NOTATIONS = ("www.w3.org",)


@dataclass(frozen=True)
class Understood:
    """What is kept of a paste: the service's key and identifiers; and in words, what was thrown away."""

    service: str
    details: Details
    dropped: tuple[str, ...]


@dataclass
class _Findings:
    """What has been found so far; two different pages are a refusal."""

    pages: list[tuple[Service, Details]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def add(self, service: Service, details: Details) -> None:
        service.check(details)
        if (service, details) not in self.pages:
            self.pages.append((service, details))

    def only(self) -> Understood:
        if not self.pages:
            names = sorted(
                {phrase.rpartition(" of ")[2] for phrase in self.dropped if phrase.startswith("a script of ")}
            )
            seen = f" There is only a script of {names[0]} in it." if names else ""
            raise Refused(f"There is no booking address in this.{seen} Paste the link of your booking page.")
        keys = {service.key for service, _ in self.pages}
        if len(keys) > 1:
            raise Refused("There is more than one booking service in this. Paste one link, or one snippet.")
        if len(self.pages) > 1:
            raise Refused("There is more than one booking page in this. Paste one link, or one snippet.")
        service, details = self.pages[0]
        return Understood(service.key, details, told(self.dropped))


def read_paste(text: str) -> Understood:
    """The service and the identifiers in what was pasted. Raises Refused, with a sentence for the owner."""
    paste = tidy(text)
    markup = as_markup(paste)
    if markup is not None:
        return _read_markup(read_snippet(markup))
    findings = _Findings()
    snippet = Snippet(code=paste) if is_code(paste) else None
    if snippet:
        findings.dropped.append("a script")
        _read_into(findings, snippet, addresses_in_code(paste))
        return findings.only()
    found = addresses_in_text(paste, KNOWN_DOMAINS)
    for typed in found:
        _read_link(findings, read_address(typed))
    if len(found) == 1 and len(paste.split()) > 1:
        findings.dropped.append("the text around the link")
    return findings.only()


def _read_markup(snippet: Snippet) -> Understood:
    findings = _Findings()
    findings.dropped += ["a script"] if snippet.code else []
    typed = [*snippet.addresses(), *addresses_in_code(snippet.code), *addresses_in_text(snippet.text, KNOWN_DOMAINS)]
    _read_into(findings, snippet, typed)
    _read_sources(findings, snippet)
    findings.dropped += ["sizes and styles"] if snippet.has_style else []
    return findings.only()


def _read_into(findings: _Findings, snippet: Snippet, typed: list[str]) -> None:
    """All that a snippet leads to, by its attributes and by its addresses."""
    named = {}
    for service in SERVICES.values():
        for details in service.read_snippet(snippet):
            findings.add(service, details)
            named |= dict.fromkeys(_hosts_of(service, details), service)
    for address in map(read_address, typed):
        if address.host not in named and address.host not in NOTATIONS:
            _read_within(findings, address, snippet)
        elif address.host in named and (details := named[address.host].read(address, snippet)):
            findings.add(named[address.host], details)


def _hosts_of(service: Service, details: Details) -> set[str]:
    """The hosts of a page that was recognised without an address. Raises Refused where they are another service's."""
    host = service.link_host(details)
    if service_at(host) not in (service, None):
        raise Refused(f"The snippet of {service.name} names the host of another service. Copy it again.")
    if not service.owns(host):
        refuse_imitation(host)
    return {host, *(source.removeprefix("https://") for source in service.frame_sources(details))}


def _read_within(findings: _Findings, address: Address, snippet: Snippet, is_fetched: bool = False) -> None:
    """An address in a snippet: a booking page, or something that a known service fetches. Raises Refused."""
    service = service_at(address.host)
    details = service.read(address, snippet) if service and service.is_at(address.host) else None
    if details is not None:
        findings.add(service, details)
        findings.dropped += _thrown_away(service, address, details)
    elif is_fetched or address.path.endswith((".js", ".css")):
        if not service and not _is_for_scripts(address.host):
            raise Refused(_words_on_strangers(address.host))
    elif _is_for_scripts(address.host):
        pass  # named in a script that is thrown away
    elif service:
        raise Refused(_words_on_own_page(service))
    else:
        refuse_imitation(address.host)
        raise Refused(_words_on_strangers(address.host))


def _read_sources(findings: _Findings, snippet: Snippet) -> None:
    for tag, word in (("script", "a script"), ("link", "a style sheet")):
        for address in map(read_address, snippet.sources(tag)):
            _read_within(findings, address, snippet, is_fetched=True)
            findings.dropped.append(f"{word} of {address.host}")
    if snippet.sources("img"):
        findings.dropped.append("a picture")


def _read_link(findings: _Findings, address: Address) -> None:
    """A plain link: of a known service, or another one."""
    service = service_at(address.host)
    if service is None:
        refuse_imitation(address.host)
        service = ANOTHER_LINK
    details = service.read(address, None) if service is ANOTHER_LINK or service.is_at(address.host) else None
    if details is None:
        raise Refused(_words_on_own_page(service))
    findings.add(service, details)
    findings.dropped += _thrown_away(service, address, details)


def _thrown_away(service: Service, address: Address, details: Details) -> list[str]:
    """In words, the parameters that are not kept."""
    if service is ANOTHER_LINK:
        return [words_for(name) for name, _ in address.parameters if words_for(name).startswith("the tracking")]
    kept = {value.strip("[]").replace(" ", "") for value in details.values()}
    lost = [
        words_for(name)
        for name, value in address.parameters
        if name not in service.writes and not (name in service.keeps and value.strip("[]").replace(" ", "") in kept)
    ]
    return [*lost, *(["the end of the address after “#”"] if address.fragment and not service.keeps_fragment else [])]


def _is_for_scripts(host: str) -> bool:
    return any(host in service.scripts for service in SERVICES.values())


def _words_on_own_page(service: Service) -> str:
    return f"This is {service.name}’s own front page or a page for signing in. {service.copy_this}"


def _words_on_strangers(host: str) -> str:
    return (
        f"The snippet leads to {host[:80]}, which is no booking service known here. "
        "If that is where you are booked, paste the plain link alone: readers then see its host."
    )
