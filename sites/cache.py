"""Every key of every cache begins with the scope it was written in, so that no practice reads what another has kept.

Set as ``KEY_FUNCTION`` of each cache in the settings. Wagtail and Django keep things under keys that know nothing of
practices: addresses of sites, renditions, parts of templates.
"""

from .scoping import Kind, current_scope

_FOR_ALL = "for-all:"


def scoped_key(key: str, key_prefix: str, version: int) -> str:
    """``<prefix>:<version>:<space>:<key>``; the space is the practice, the installation, all of them, or nobody yet."""
    if str(key).startswith(_FOR_ALL):
        return f"{key_prefix}:{version}:{key}"
    scope = current_scope()
    space = f"practice-{scope.practice_id}" if scope.kind is Kind.PRACTICE else scope.kind
    return f"{key_prefix}:{version}:{space}:{key}"


def for_all(key: str) -> str:
    """The key under which every scope finds the same. For what names its practice itself, or belongs to none.

    What counts tries at the installation's own host needs none of this: every request there has one scope.
    """
    return f"{_FOR_ALL}{key}"
