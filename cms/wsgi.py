"""The WSGI application, with the periodic work in a thread of its own where one process does everything."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (needs the settings that were just loaded)

if settings.PAGE_CACHE:
    from cms.delivery.page_cache.application import FinishedPages

    application = FinishedPages(application)

from cms.delivery.periodic import start_in_process  # noqa: E402  (needs the loaded settings)

start_in_process()
