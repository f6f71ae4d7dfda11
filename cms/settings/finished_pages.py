"""Finished public pages: kept in each process's memory, and shared (docs/decisions/0031). Part of base.py."""

from environs import Env

_env = Env()

PAGE_CACHE = _env.bool("PAGE_CACHE", True)
# In the memory of each process: about 700 articles in 16 MB.
PAGE_CACHE_BYTES = _env.int("PAGE_CACHE_BYTES", 64 * 1024**2)
# Drawn pieces of pages, of which those that are not finished are put together. A practice that is read has about 1 MB.
KEPT_PIECES_BYTES = _env.int("KEPT_PIECES_BYTES", 32 * 1024**2)
# How often each process reads what others have changed. On another process readers see a change that much later.
PAGE_CACHE_FOLLOW_SECONDS = _env.float("PAGE_CACHE_FOLLOW_SECONDS", 0.2)

# A network or a proxy in front that keeps pages longer and is told what to drop. PURGE_LOCATION: where it takes PURGE
# requests (Varnish, Squid); or a zone at Cloudflare and a token that may purge there.
FRONT_CACHE_SECONDS = _env.int("FRONT_CACHE_SECONDS", 3600)
WAGTAILFRONTENDCACHE = {}
_backends = "wagtail.contrib.frontend_cache.backends."
if _location := _env.str("PURGE_LOCATION", ""):
    WAGTAILFRONTENDCACHE["proxy"] = {"BACKEND": f"{_backends}HTTPBackend", "LOCATION": _location}
if _zone := _env.str("CLOUDFLARE_ZONE", ""):
    _token = _env.str("CLOUDFLARE_TOKEN")
    WAGTAILFRONTENDCACHE["network"] = {
        "BACKEND": f"{_backends}CloudflareBackend",
        "ZONEID": _zone,
        "BEARER_TOKEN": _token,
    }


def finished_pages(redis: str, folder) -> dict:
    """The cache that all processes share: in Redis at this address, or on the disk where there is none."""
    if not redis:
        backend = "django.core.cache.backends.filebased.FileBasedCache"
        return {"BACKEND": backend, "LOCATION": folder / "pages", "OPTIONS": {"MAX_ENTRIES": 2_000}}
    # A reader never waits for it: what does not answer at once is left alone for a moment (page_cache/shelves.py).
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis,
        "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
    }
