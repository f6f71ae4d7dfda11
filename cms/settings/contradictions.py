"""Variables of the environment that do not fit together, each with a sentence that says what to do. Part of base.py."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

S3 = ("MEDIA_S3_ENDPOINT", "MEDIA_S3_KEY", "MEDIA_S3_SECRET", "MEDIA_S3_REGION")


def contradictions(said: Mapping[str, str]) -> list[str]:
    """A sentence for each contradiction among the variables; empty when there is none."""
    told = {name: value for name, value in said.items() if value}
    on_postgresql = told.get("DATABASE_URL", "sqlite").startswith("postgres")
    table = [
        (
            "REPLICA_URL" in told and not (on_postgresql and told["REPLICA_URL"].startswith("postgres")),
            "A replica is a standby of PostgreSQL. Set DATABASE_URL and REPLICA_URL to postgres:// addresses.",
        ),
        (
            "REPLICA_URL" in told and told["REPLICA_URL"] == told.get("DATABASE_URL"),
            "REPLICA_URL is the database itself. Set it to its standby, or take it away.",
        ),
        (
            not on_postgresql and _number(told, "WORKERS", 1) > 1,
            "SQLite serves one process. Set WORKERS=1, or DATABASE_URL to a postgres:// address.",
        ),
        (
            any(name in told for name in S3) and "MEDIA_S3_BUCKET" not in told,
            "An S3 store needs a bucket. Set MEDIA_S3_BUCKET, or take the other MEDIA_S3_ variables away.",
        ),
        (
            ("MEDIA_S3_KEY" in told) != ("MEDIA_S3_SECRET" in told),
            "MEDIA_S3_KEY and MEDIA_S3_SECRET belong together. Set both, or neither where the machine has a role.",
        ),
        (
            0 < _number(told, "DB_POOL_MAX", 8) < _number(told, "DB_POOL_MIN", 1),
            "DB_POOL_MIN is more than DB_POOL_MAX. Set DB_POOL_MAX higher.",
        ),
        (
            told.get("LOG_FORMAT", "text") not in ("text", "json"),
            "LOG_FORMAT is “text” or “json”.",
        ),
    ]
    return [sentence for holds, sentence in table if holds]


def refuse_contradictions(said: Mapping[str, str]):
    """Raise ImproperlyConfigured with all sentences, so that a process does not start half configured."""
    if sentences := contradictions(said):
        raise ImproperlyConfigured(" ".join(sentences))


def _number(told: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(told.get(name, default))
    except ValueError:
        return default  # whoever reads the variable says what is wrong with it
