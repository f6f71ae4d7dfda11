"""System checks: row security is on, is what this code asks for, and applies to the role that we connect as."""

from django.core.checks import Tags, Warning, register
from django.db import connections

from .applying import is_for, is_in_place, is_whole
from .role import UNBOUND


@register(Tags.database)
def row_security_holds(app_configs, databases, **kwargs):
    """anteroom.W003 and W004: asked by ``migrate``, and by ``manage.py check --database default``."""
    warnings = []
    for connection in (connections[alias] for alias in databases or ()):
        if not is_for(connection):
            continue
        connection.ensure_connection()
        if role := connection.role_without_row_security():
            warnings.append(Warning(UNBOUND.format(role=role), id="anteroom.W003"))
        if is_whole(connection) and not is_in_place(connection):
            message = "The tables do not have the row security that this code asks for. Run manage.py row_security."
            warnings.append(Warning(message, id="anteroom.W004"))
    return warnings
