"""What an owner is told when a paste can not be taken."""


class Refused(ValueError):
    """A paste, or what is stored of one, that is not taken. ``str()`` is a sentence for the owner: why, and what to do."""
