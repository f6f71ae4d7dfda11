"""Every paste that a service's test accepts, for the tests that go through all of them."""

from importlib import import_module
from pkgutil import iter_modules

from cms.booking import providers

# One for each service's folder; a service without a test of its name is an error here.
MODULES = [
    import_module(f".test_{folder.name}", __package__) for folder in iter_modules(providers.__path__) if folder.ispkg
]
# The paste, the service's key, the identifiers.
GOOD_PASTES = [(paste, page.service, page.details) for module in MODULES for paste, page, _ in module.ACCEPTED]
