"""What a process is like while it serves: asked from the real server, which starts here with one worker."""

import gc
import json
import os
import signal
import subprocess
import sys

import pytest

from tests.load.cached_article import ask
from tests.load.throw_away import free_port

SERVE = """
import sys
import django
django.setup()
from cms.delivery.serving import Serving
Serving(port=int(sys.argv[1])).run(sys.argv[2])
"""
TOLD = "told-to-the-server-alone"
AT_MOST = 60  # seconds for a start on a busy machine


def application(environ, start_response):
    """A WSGI application that says what its process is like."""
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps({"frozen": gc.get_freeze_count(), "environment": sorted(os.environ)}).encode()]


@pytest.fixture
def server():
    port = free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", "ANTEROOM_SECRET": TOLD}
    started = subprocess.Popen([sys.executable, "-c", SERVE, str(port), f"{__name__}:application"], env=environment)
    yield started, port
    started.terminate()  # its worker would outlive a kill
    started.wait(AT_MOST)


def test_serving_searches_for_no_cycles_in_what_is_loaded_and_forgets_its_environment(server):
    told = json.loads(ask(server[1], "/"))
    # Django and Wagtail alone are far more objects; an interpreter has none frozen by itself.
    assert told["frozen"] > 100_000
    assert "ANTEROOM_SECRET" not in told["environment"]


def test_serving_ends_in_order_when_it_is_told_to(server):
    process, port = server
    ask(port, "/")
    process.send_signal(signal.SIGTERM)
    assert process.wait(AT_MOST) == 0
