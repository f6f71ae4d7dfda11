"""Runs the two tests that every service has over the rows of that service's file."""

import pytest

pytest.register_assert_rewrite("tests.cms.booking_providers.pastes")  # it says what differs, as in a test file

# The test: the table in the service's file, and what stands in its rows. A "page" would be the browser's.
TABLES = {
    "test_a_paste_is_understood": ("ACCEPTED", ("paste", "meant", "dropped")),
    "test_a_paste_is_refused": ("REFUSED", ("paste", "words")),
}


def pytest_generate_tests(metafunc):
    if metafunc.function.__name__ in TABLES:
        table, columns = TABLES[metafunc.function.__name__]
        metafunc.parametrize(columns, getattr(metafunc.module, table))
