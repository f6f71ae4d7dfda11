"""Settings that are safe for production. demo.py and test.py say what they loosen."""

import os
import zoneinfo
from pathlib import Path

from django.utils.csp import CSP
from environs import Env

from .booking_requests import *  # noqa: F403
from .browser_features import FEATURES
from .contradictions import refuse_contradictions
from .databases import *  # noqa: F403
from .finished_pages import *  # noqa: F403
from .finished_pages import finished_pages
from .media import *  # noqa: F403
from .operating import *  # noqa: F403
from .signin import *  # noqa: F403
from .wagtail import *  # noqa: F403

refuse_contradictions(os.environ)
env = Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("ANTEROOM_DATA_DIR", str(BASE_DIR / ".demo")))

# --- the installation ---
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# Every practice lives at <slug>.<INSTALLATION_DOMAIN>; operators work at the domain itself.
INSTALLATION_DOMAIN = env.str("INSTALLATION_DOMAIN")
PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", "https")
PUBLIC_PORT = env.int("PUBLIC_PORT", 443)
# Which hosts exist is decided by sites.middleware, which answers 404 to all others.
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "sites",
    "sites.audit",
    "sites.visits",
    "sites.signin",
    "sites.keeping",
    "cms.pages",
    "cms.media",
    "cms.redirects",
    "cms.blocks",
    "cms.people",
    "cms.faq",
    "cms.booking",
    "cms.booking_requests",
    "cms.link_checks",
    "cms.article_check",
    "cms.articles",
    "cms.changes",
    "cms.comments",
    "cms.site_pages",
    "cms.reading",
    "cms.delivery",
    "cms.desk",
    "cms.notices",
    "cms.backups",
    "cms.demo",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "cms.media.apps.PracticeDocumentsConfig",
    "cms.media.apps.PracticeImagesConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # After wagtail.admin: it writes the workflow's letters in the place of Wagtail's.
    "cms.reviewing",
]

MIDDLEWARE = [
    "cms.delivery.observing.RequestMiddleware",
    # Before all that add headers: it keeps finished pages with whatever the others add.
    "cms.delivery.page_cache.middleware.KeepMiddleware",
    # Below what notes how much is known, above all that asks the database.
    "cms.delivery.replica.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.delivery.middleware.OwnOriginMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "cms.delivery.middleware.DocumentPolicyMiddleware",
    # Above are headers for every answer, below is what only a practice's or the installation's own host gets.
    "sites.middleware.PracticeMiddleware",
    "cms.delivery.compressing.PageCompressionMiddleware",
    "cms.delivery.page_cache.middleware.NoteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "sites.signin.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sites.audit.middleware.AuditMiddleware",
    "sites.visits.middleware.VisitMiddleware",
    "sites.doors.DoorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.delivery.middleware.PublicPageMiddleware",
    "cms.redirects.middleware.RedirectMiddleware",
    "cms.pages.middleware.LinkChooserMiddleware",
    # Last: it calls the view itself.
    "sites.whole_requests.WholeRequestMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            "libraries": {"wagtailadmin_tags": "sites.admin_tags"},
        },
    }
]

# --- data ---
if ON_POSTGRESQL:
    INSTALLED_APPS += ["django.contrib.postgres"]  # the search index on PostgreSQL asks for it
    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "sites.postgresql.searching"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on tries are counted in "default", so all processes share it: in Redis where there is one, else in a table.
# The table also counts while Redis is away (docs/decisions/0033).
SHARED_CACHE_TABLE = "signin_shared_cache"
# Django's own 300 would let anybody push the counts of tries out by trying under many names.
SHARED_CACHE_ENTRIES = 200_000
if REDIS_URL := env.str("REDIS_URL", ""):
    _shared_cache = {
        "BACKEND": "sites.shared_cache.SharedCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "table": SHARED_CACHE_TABLE,
            "max_entries": SHARED_CACHE_ENTRIES,
            "socket_connect_timeout": 0.5,
            "socket_timeout": 1,
        },
    }
else:
    _shared_cache = {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": SHARED_CACHE_TABLE,
        "OPTIONS": {"MAX_ENTRIES": SHARED_CACHE_ENTRIES},
    }
CACHES = {
    "default": _shared_cache,
    # Wagtail looks for finished sizes of pictures here, many times on a page: in this process's memory.
    "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "renditions"},
}
CACHES["pages"] = finished_pages(REDIS_URL, DATA_DIR)
for _cache in CACHES.values():
    _cache["KEY_FUNCTION"] = "sites.cache.scoped_key"
# Tasks run inline: one process is enough to start. With TASKS_IN_DATABASE a worker runs them.
_TASK_BACKENDS = {
    False: "sites.tasks.InlineBackend",
    True: "sites.tasks.QueueBackend",
}
TASKS = {"default": {"BACKEND": _TASK_BACKENDS[env.bool("TASKS_IN_DATABASE", False)]}}
# One process publishes and withdraws what is due by itself, or `manage.py run_periodic` does.
PERIODIC_IN_PROCESS = env.bool("PERIODIC_IN_PROCESS", True)
PERIODIC_SECONDS = env.int("PERIODIC_SECONDS", 20)
# Whether booking addresses are asked once a day if they still answer: the one thing that this program asks of others.
LINK_CHECKS = env.bool("LINK_CHECKS", True)

# --- people ---
AUTH_USER_MODEL = "practices.User"
AUTHENTICATION_BACKENDS = ["sites.auth.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

# --- language and time: times are stored in UTC and shown in the practice's time zone ---
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("en-gb", "English")]
# Without "localtime" and the like, which browsers do not know.
WAGTAIL_USER_TIME_ZONES = [
    *sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/")),
    "UTC",
]

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": MEDIA_STORAGE,
    "staticfiles": {"BACKEND": "cms.delivery.static_files.LeanStaticFilesStorage"},
}
# Originals of pictures and documents of one practice together; the sizes made of pictures come on top.
MEDIA_QUOTA_BYTES = env.int("MEDIA_QUOTA_BYTES", 2 * 1024**3)
# Finished sizes in AVIF besides WebP and JPEG: a quarter fewer bytes for half a second of work on each picture.
PICTURES_IN_AVIF = env.bool("PICTURES_IN_AVIF", True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # a pasted megabyte must reach the form, which says what is too long
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- mail ---
MAIL_FROM = env.str("MAIL_FROM", f"Anteroom <no-reply@{INSTALLATION_DOMAIN}>")
DEFAULT_FROM_EMAIL = MAIL_FROM
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
if smtp_host := env.str("SMTP_HOST", ""):
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": smtp_host,
            "port": env.int("SMTP_PORT", 587),
            "username": env.str("SMTP_USER", ""),
            "password": env.str("SMTP_PASSWORD", ""),
            "use_tls": env.bool("SMTP_TLS", True),
            "timeout": 10,  # seconds; a reader's request waits for a mail server no longer than that
        },
    }

# Whom to tell of a hole, as security.txt says it: "mailto:…" or "https://…". Without it there is no such file.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")

# --- what browsers are told ---
SECURE_SSL_REDIRECT = PUBLIC_SCHEME == "https"
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics|tls-host)$"]  # our own machines ask over http
SECURE_HSTS_SECONDS = 31_536_000 if PUBLIC_SCHEME == "https" else 0
SECURE_REFERRER_POLICY = "no-referrer"  # an article's address names a condition
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_SCHEME == "https"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview frames our own pages
# Public pages. The admin's own policy is set in cms/delivery/middleware.py.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
# Whatever a browser could let a page do beyond reading is refused, but for two things that scripts of ours do:
# readers copy words, and who works here signs in with a passkey.
_OWN_USES = {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
PERMISSIONS_POLICY = {feature: ["self"] if feature in _OWN_USES else [] for feature in FEATURES}
# Where "Leave this page" leads. Empty: the weather service of the practice's country (cms/notices/countries.yaml).
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", "")
# How many days the machines in front of this program keep a note of who asked for which page: 0 for none. Said to
# readers at /what-this-site-contacts/; empty, they are told that nobody has said.
ACCESS_LOG_DAYS = env.int("ACCESS_LOG_DAYS", None)
# What our scripts may keep in a reader's own browser: the key, and why in the reader's words. Nothing else is kept.
KEPT_IN_BROWSER = {
    "scheme": "Light or dark, if you chose one at the foot of a page. It stays in this browser and is told to nobody; "
    "choosing “As my device” takes it away.",
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # styles, scripts and fonts are for our own pages
# Also where the log takes a reader's address from: the last entry of X-Forwarded-For (sites/audit/address.py).
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if PUBLIC_SCHEME == "https" and BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Wagtail: more in wagtail.py ---
WAGTAILADMIN_BASE_URL = f"{PUBLIC_SCHEME}://{INSTALLATION_DOMAIN}:{PUBLIC_PORT}"
HOME_PAGE_MODEL = "site_pages.HomePage"
SILENCED_SYSTEM_CHECKS = [
    "templates.W003",  # sites.admin_tags replaces a tag library of Wagtail's on purpose
    # A practice's own host may have subdomains that are served elsewhere, and over http.
    "security.W005",
    "security.W021",
    "security.W019",  # the editor's preview frames our own pages
]
