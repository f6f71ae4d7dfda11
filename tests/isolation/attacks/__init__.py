"""The attack list, each case a named test; the numbers are those of the issue's facts."""

import pytest

pytest.register_assert_rewrite("tests.isolation.attacks.asking")
