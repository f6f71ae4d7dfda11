"""The one list of booking services. A new one is a folder beside this file and a line here."""

from . import (
    acuity,
    alma,
    calcom,
    calendly,
    cliniko,
    doctolib,
    google,
    growtherapy,
    headway,
    healthie,
    intakeq,
    jane,
    microsoft,
    other,
    sessionshealth,
    setmore,
    simplepractice,
    square,
    therapynotes,
    zocdoc,
)
from .service import Service

SERVICES: dict[str, Service] = {
    service.key: service
    for service in (
        calendly.SERVICE,
        acuity.SERVICE,
        calcom.SERVICE,
        simplepractice.SERVICE,
        jane.SERVICE,
        cliniko.SERVICE,
        therapynotes.SERVICE,
        healthie.SERVICE,
        intakeq.SERVICE,
        sessionshealth.SERVICE,
        zocdoc.SERVICE,
        square.SERVICE,
        setmore.SERVICE,
        microsoft.SERVICE,
        google.SCHEDULE,
        google.SHORT_LINK,
        doctolib.SERVICE,
        headway.SERVICE,
        alma.SERVICE,
        growtherapy.SERVICE,
        other.SERVICE,
    )
}
ANOTHER_LINK = other.SERVICE


def service_named(key: str) -> Service:
    """Raises KeyError where there is no such service."""
    return SERVICES[key]


def service_at(host: str) -> Service | None:
    """The service that a host belongs to, be it a booking page or not."""
    return next((service for service in SERVICES.values() if service.owns(host)), None)
