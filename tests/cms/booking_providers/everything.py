"""Every paste that a service's test accepts, for the tests that go through all of them."""

from . import (
    test_acuity,
    test_alma,
    test_calcom,
    test_calendly,
    test_cliniko,
    test_doctolib,
    test_google,
    test_growtherapy,
    test_headway,
    test_healthie,
    test_intakeq,
    test_jane,
    test_microsoft,
    test_other,
    test_sessionshealth,
    test_setmore,
    test_simplepractice,
    test_square,
    test_therapynotes,
    test_zocdoc,
)

MODULES = (
    test_acuity,
    test_alma,
    test_calcom,
    test_calendly,
    test_cliniko,
    test_doctolib,
    test_google,
    test_growtherapy,
    test_headway,
    test_healthie,
    test_intakeq,
    test_jane,
    test_microsoft,
    test_other,
    test_sessionshealth,
    test_setmore,
    test_simplepractice,
    test_square,
    test_therapynotes,
    test_zocdoc,
)
# The paste, the service's key, the identifiers.
GOOD_PASTES = [(paste, page.service, page.details) for module in MODULES for paste, page, _ in module.ACCEPTED]
