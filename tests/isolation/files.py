"""The stored files, which no database transaction puts back."""

from pathlib import Path

from django.conf import settings


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
