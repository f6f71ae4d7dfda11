"""Where a backup is written: into a folder that gets its name when it is whole, or as a tar archive down a pipe."""

import hashlib
import io
import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from .layout import PIECE, CannotGoOn


class _Counting:
    """Reads on, and knows the sum and the number of what it has read."""

    def __init__(self, source: BinaryIO):
        self.source, self.hash, self.size = source, hashlib.sha256(), 0

    def read(self, size: int = PIECE) -> bytes:
        piece = self.source.read(size)
        self.hash.update(piece)
        self.size += len(piece)
        return piece


class Folder:
    """A folder that is made under another name beside it, and renamed at the end; a half one is never a whole one."""

    def __init__(self, path: Path):
        self.path = path
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise CannotGoOn(f"“{path}” is not empty. Name a folder that is not there yet.")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.work = path.with_name(f"{path.name}.unfinished-{os.getpid()}")
        self.work.mkdir(mode=0o700)

    def put(self, name: str, source: BinaryIO, size: int | None = None) -> tuple[int, str]:
        """Write a file; its size and its SHA-256."""
        counting, path = _Counting(source), self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            shutil.copyfileobj(counting, target, PIECE)
        return counting.size, counting.hash.hexdigest()

    def remove(self, name: str):
        (self.work / name).unlink()

    def finish(self):
        os.sync()  # once, and not for each of a million files
        with suppress(FileNotFoundError):
            self.path.rmdir()
        self.work.rename(self.path)

    def give_up(self):
        shutil.rmtree(self.work, ignore_errors=True)


class Pipe:
    """A tar archive, written as it comes. What is removed stays in it, but its sum is not among the sums."""

    def __init__(self, stream: BinaryIO):
        self.tar = tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def put(self, name: str, source: BinaryIO, size: int | None = None) -> tuple[int, str]:
        """The same; ``size`` must be known before, or the whole is read first."""
        if size is None:
            content = source.read()
            source, size = io.BytesIO(content), len(content)
        entry, counting = tarfile.TarInfo(name), _Counting(source)
        entry.size, entry.mode = size, 0o600
        self.tar.addfile(entry, counting)
        return counting.size, counting.hash.hexdigest()

    def remove(self, name: str):
        """It is passed over when restoring."""

    def finish(self):
        self.tar.close()

    def give_up(self):
        """Without its end and its manifest it is no backup."""
