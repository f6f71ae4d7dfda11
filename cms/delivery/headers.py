"""A request's headers where there is no request of Django's yet."""


def header_of(environ: dict, name: str) -> str | None:
    """A header's value in WSGI's environment, by its name in small letters."""
    return environ.get(f"HTTP_{name.upper().replace('-', '_')}")
