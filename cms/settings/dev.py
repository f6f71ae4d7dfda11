"""For working on the project: tracebacks in the browser, static files as they lie, everything else as in the demo.

DJANGO_SETTINGS_MODULE=cms.settings.dev .venv/bin/python manage.py runserver
"""

from .demo import *  # noqa: F403

DEBUG = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
