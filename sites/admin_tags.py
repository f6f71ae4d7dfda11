"""Wagtail's admin template tags, with letters that name the practice's own address.

Wagtail knows one address for the whole admin (``WAGTAILADMIN_BASE_URL``). Set in ``TEMPLATES`` as the library
"wagtailadmin_tags"; a lazy value for the setting itself breaks where Wagtail joins addresses.
"""

from wagtail.admin.templatetags.wagtailadmin_tags import register
from wagtail.admin.utils import get_admin_base_url

from .scoping import current_practice

__all__ = ["register"]


@register.simple_tag
def base_url_setting(default=None):
    """Scheme and host where the people of the practice in scope work; the installation's outside any."""
    practice = current_practice()
    if practice is not None:
        return practice.work_address()
    return get_admin_base_url() or default
