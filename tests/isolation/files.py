"""Uploads, and the stored files, which no database transaction puts back."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.building import picture_file

from .marks import ghost


class Upload:
    """A file's name and bytes; a new file object for every request, as each reads it to its end."""

    def __init__(self, name, content, kind):
        self.name, self.content, self.kind = name, content, kind

    def open(self):
        return SimpleUploadedFile(self.name, self.content, self.kind)

    def ghost(self):
        return Upload(ghost(self.name), self.content, self.kind)

    def __repr__(self):
        return f"file {self.name}"


def _file_for(address: str, name: str) -> Upload:
    """A picture or a text, by where the form is sent."""
    if re.search(r"image|account", address):
        return Upload(f"{name}.jpg", picture_file().read(), "image/jpeg")
    return Upload(f"{name}.txt", b"some words", "text/plain")


def file_like_theirs(address: str) -> Upload:
    """An upload that is named like a file of B's."""
    return _file_for(address, "zanzibar-quokka-room")


def own_file(address: str) -> Upload:
    return _file_for(address, "hazel-new")


class StoredFiles:
    """Every file as it was before the crawl; B's must stay, and after each request all are as before."""

    def __init__(self, world):
        self.root = Path(settings.MEDIA_ROOT)
        self.of_b = world.b.practice.media_key
        self.kept = {path: path.read_bytes() for path in self._now()}

    def _now(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def put_back(self) -> list[str]:
        """Undo what was done to files, and name what was done in B's folder or to a file with B's mark."""
        now = set(self._now())
        added, lost = now - set(self.kept), set(self.kept) - now
        changed = {path for path in now & set(self.kept) if path.stat().st_size != len(self.kept[path])}
        for path in added:
            path.unlink()
        for path in lost | changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.kept[path])
        touched = [("added", path) for path in added] + [("lost", path) for path in lost | changed]
        return [f"file {what}: {path.relative_to(self.root)}" for what, path in touched if self._is_of_b(path, what)]

    def _is_of_b(self, path, what) -> bool:
        # A file that A has just uploaded may be named as it likes, in A's own folder.
        return self.of_b in path.parts or (what == "lost" and "zanzibar" in path.name)
