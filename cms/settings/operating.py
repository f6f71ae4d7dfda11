"""What operators see of the running installation: the log, and what is counted. Part of base.py."""

from environs import Env

_env = Env()

# Shown at /metrics to whoever brings it; without it nothing is counted and there is no such page.
METRICS_TOKEN = _env.str("METRICS_TOKEN", "")
_FORMATTERS = {"text": "cms.delivery.logs.TextFormatter", "json": "cms.delivery.logs.JsonFormatter"}
LOG_FORMAT = _env.str("LOG_FORMAT", "json")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ours": {"()": _FORMATTERS[LOG_FORMAT]}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ours"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # One line for each request, as numbers and names; in the demonstration nobody reads them.
        "anteroom.requests": {"level": "INFO" if LOG_FORMAT == "json" else "WARNING"},
        # One line for each task's start and end is too much; failures still show.
        "django.tasks": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # Ours in the place of Django's, which writes to a handler of its own and says paths.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # The line of the request says so already; errors come with their traceback.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
    },
}
