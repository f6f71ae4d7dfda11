"""What an owner is told when a paste can not be taken."""


class Refused(ValueError):
    """A paste that is not taken, or what is stored of one. ``str()`` tells the owner why, and what to do."""
