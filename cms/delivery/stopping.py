"""Has this server been told to stop? Known to all of its workers at once."""

import mmap

# One byte in memory that the server's process and its forks share.
_stopping = mmap.mmap(-1, 1)


def begin():
    """From now on the server takes its last requests."""
    _stopping[0] = 1


def has_begun() -> bool:
    """Whether the server takes its last requests. False where no server of ours runs."""
    return _stopping[0] != 0
