"""The role that we connect as: PostgreSQL applies row security neither to superusers nor with BYPASSRLS."""

UNBOUND_ROLE = "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
UNBOUND = (
    "The database role “{role}” is a superuser or has BYPASSRLS, so PostgreSQL does not apply row security to it. "
    "Connect as a role that has neither: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS."
)
