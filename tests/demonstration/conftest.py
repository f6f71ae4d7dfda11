"""The demonstration's address, and windows to look at it with."""

import pytest

from . import serving
from .pages import host_of


@pytest.fixture(scope="session")
def port(tmp_path_factory, worker_id):
    """The server's port. Processes of one run share the server."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demonstration"
    yield serving.enter(folder)
    serving.leave(folder)


@pytest.fixture
def window(browser, port):
    """Opens a window of one reader: ``window(practice, width=360, color_scheme="dark")``."""
    contexts = []

    def open_window(practice: str, width: int = 1280, height: int = 900, **options):
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(
            base_url=f"http://{host_of(practice, port)}",
            viewport={"width": width, "height": height},
            locale="en-GB",
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
