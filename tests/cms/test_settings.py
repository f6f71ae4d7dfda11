"""What the environment may say, and the sentence for what does not fit together."""

import pytest

from cms.settings.contradictions import contradictions

POSTGRESQL = {"DATABASE_URL": "postgres://anteroom@db/anteroom"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"WORKERS": "1"},
        {**POSTGRESQL, "WORKERS": "4"},
        {"MEDIA_S3_BUCKET": "pictures"},
        {"MEDIA_S3_BUCKET": "pictures", "MEDIA_S3_KEY": "a", "MEDIA_S3_SECRET": "b", "MEDIA_S3_ENDPOINT": ""},
        {"DB_POOL_MAX": "0", "DB_POOL_MIN": "1", "LOG_FORMAT": "json"},
    ],
)
def test_what_fits_together(said):
    assert contradictions(said) == []


@pytest.mark.parametrize(
    ("said", "beginning"),
    [
        ({"REPLICA_URL": "postgres://copy/anteroom"}, "A replica is a standby of PostgreSQL."),
        ({"WORKERS": "2"}, "SQLite serves one process."),
        ({"MEDIA_S3_ENDPOINT": "https://store.example"}, "An S3 store needs a bucket."),
        ({"MEDIA_S3_BUCKET": "pictures", "MEDIA_S3_KEY": "a"}, "MEDIA_S3_KEY and MEDIA_S3_SECRET belong together."),
        ({**POSTGRESQL, "DB_POOL_MAX": "2", "DB_POOL_MIN": "3"}, "DB_POOL_MIN is more than DB_POOL_MAX."),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is"),
    ],
)
def test_what_does_not_gets_one_sentence(said, beginning):
    (sentence,) = contradictions(said)
    assert sentence.startswith(beginning)
