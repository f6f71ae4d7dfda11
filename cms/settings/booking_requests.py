"""What readers send: the keys that seal it, and how much is taken (docs/decisions/0019, 0024). Part of base.py."""

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from cms.booking_requests.keys import BadKeys, key_ring

# What readers write is sealed with the first of these; the others still open what they sealed.
try:
    REQUEST_KEYS = key_ring(Env().str("REQUEST_KEYS", ""))
except BadKeys as _error:
    raise ImproperlyConfigured(str(_error)) from None
# Requests within an hour: from one network at one practice, and at one practice altogether; each of browsers that
# worked out the sum (cms/booking_requests/proof.py), and of those without scripts.
REQUEST_LIMITS = {
    "network": {"with_proof": "30/h", "without": "6/h"},
    "practice": {"with_proof": "300/h", "without": "60/h"},
}
# Comments within an hour: from one network at one practice, and on one article (cms/comments/limits.py).
COMMENT_LIMITS = {"network": "10/h", "article": "60/h"}
