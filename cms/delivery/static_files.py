"""Static files as they are stored for readers: our stylesheets without the words that are meant for their authors."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_END = re.compile(r"(?<=[{};,])\s*\n\s*")
_ANY_LINE_END = re.compile(r"\s*\n\s*")


def lean(css: str) -> str:
    """Without comments and line ends; what stands within a line stays as it was written."""
    return _ANY_LINE_END.sub(" ", _LINE_END.sub("", _COMMENT.sub("", css))).strip()


class LeanStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; stylesheets of the house are made lean while they are collected."""

    def _save(self, name, content):
        if name.replace("\\", "/").startswith(OURS) and name.endswith(".css"):
            content.seek(0)  # it has been read for its hash
            content = ContentFile(lean(content.read().decode()).encode())
        return super()._save(name, content)
