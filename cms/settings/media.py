"""Where pictures and documents lie: in a folder, or in an S3-compatible store. Part of base.py.

Readers get them from the application in either case, which knows whose they are.
"""

from environs import Env

_env = Env()

MEDIA_URL = "/media/"
MEDIA_S3_BUCKET = _env.str("MEDIA_S3_BUCKET", "")
MEDIA_S3_ENDPOINT = _env.str("MEDIA_S3_ENDPOINT", "")
MEDIA_S3_KEY = _env.str("MEDIA_S3_KEY", "")
MEDIA_STORAGE = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if MEDIA_S3_BUCKET:
    MEDIA_STORAGE = {
        "BACKEND": "cms.media.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": MEDIA_S3_BUCKET,
            "endpoint_url": MEDIA_S3_ENDPOINT or None,
            "region_name": _env.str("MEDIA_S3_REGION", "") or None,
            "access_key": MEDIA_S3_KEY or None,
            "secret_key": _env.str("MEDIA_S3_SECRET", "") or None,
        },
    }
