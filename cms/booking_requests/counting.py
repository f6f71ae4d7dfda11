"""How much readers may send within an hour, counted in the cache that all processes share.

Of where something came from, nothing but a count is kept: under a keyed hash of the shortened network address, for an
hour, and in no table.
"""

from allauth.core.internal import ratelimit
from django.utils.crypto import salted_hmac

from sites.scoping import current_scope

RETRY_SECONDS = 3600


def has_room(request, *, app: str, action: str, limit: str, key) -> bool:
    """Count one more of this action under a key at the practice in scope; False when that is too many.

    ``limit`` is as in allauth's settings, "20/h" for twenty an hour.
    """
    hashed = salted_hmac(f"cms.{app}.limits", f"{current_scope().practice_id}:{action}:{key}", algorithm="sha256")
    # allauth holds a lock in the cache while it counts, so that no two processes count the same.
    config = {action: f"{limit}/key"}
    return bool(ratelimit.consume(request, app=app, action=action, config=config, key=hashed.hexdigest()))
