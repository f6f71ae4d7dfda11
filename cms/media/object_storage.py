"""Pictures and documents in an S3-compatible store, which only the application asks."""

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

IN_MEMORY = 2 * 1024**2  # bytes of a file that is read; what is larger goes through a temporary file
# Seconds, and tries: a store that is away must not hold the threads that answer readers.
PATIENCE = Config(
    signature_version="s3v4", connect_timeout=3, read_timeout=20, retries={"max_attempts": 2, "mode": "standard"}
)


class ObjectStorage(S3Storage):
    """Private objects under names that are never used twice. Their addresses are our own: the wall stands there."""

    def get_default_settings(self):
        return {
            **super().get_default_settings(),
            "client_config": PATIENCE,
            "default_acl": None,  # what the bucket says, which is: nobody
            "file_overwrite": False,
            "max_memory_size": IN_MEMORY,
        }

    def url(self, name, parameters=None, expire=None, http_method=None):
        """The address at the practice's own host, as for files in a folder."""
        return settings.MEDIA_URL + filepath_to_uri(name)
