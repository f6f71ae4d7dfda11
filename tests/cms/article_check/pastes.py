"""The sample articles as somebody pastes them: what is a heading, a list or a paragraph, by the look of the lines."""

import re
from pathlib import Path

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "articles"
# Ahead of the text in a copied blog: title, byline, date.
_AHEAD = re.compile(r"^(?:- |by .*\|)")
LONGEST_HEADING = 90


def sample(number: str) -> tuple[str, list[dict]] | None:
    """Title and neutral blocks of a sample; None where the folder is not on this machine."""
    path = SAMPLES / f"{number}.txt"
    if not path.exists():
        return None
    lines = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    title = "" if _AHEAD.match(lines[0]) else lines.pop(0)
    return title, as_blocks([line for line in lines if not _AHEAD.match(line)])


def as_blocks(lines: list[str]) -> list[dict]:
    """Lines as blocks: bullets in a row are one list, the rest headings and paragraphs."""
    blocks, bullets = [], []
    for line in [*lines, ""]:
        if line.strip().startswith("•"):
            bullets.append(f"- {line.strip().lstrip('• ')}")
            continue
        if bullets:
            blocks.append({"paragraph": "\n".join(bullets)})
            bullets = []
        if line:
            is_heading = _looks_like_heading(line)
            blocks.append({"heading": {"text": line}} if is_heading else {"paragraph": _as_markdown(line)})
    return blocks


def _looks_like_heading(line: str) -> bool:
    """Short, capitals at its longer words, and no full stop."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if len(word) > 3]
    is_title = bool(words) and sum(word[0].isupper() for word in words) >= 0.6 * len(words)
    return len(line) < LONGEST_HEADING and is_title and line[-1] not in '.!:,;”"' and not re.match(r"\d|[“\"]", line)


def _as_markdown(line: str) -> str:
    """A line that begins with a number stays a line, as a paste of plain text has it."""
    return re.sub(r"^(\d+)\.", r"\1\\.", line)
