"""Wagtail's own inline scripts, recognised one by one, so that the admin runs no other.

Wagtail starts date pickers, choosers and inline panels with scripts in the page that have no nonce (Wagtail issue
1288). Each of them is one call with data. What reads exactly like such a call gets this answer's nonce; anything else
stays as it is, and the browser refuses it.
"""

import json
import re

# What may be called, and with which kinds of data.
CALLS = {
    "initDateChooser": (str, dict),
    "initTimeChooser": (str, dict),
    "initDateTimeChooser": (str, dict),
    "createTaskChooser": (str,),
    "new Chooser": (str, dict),
    "new PageChooser": (str, dict),
    "new ImageChooser": (str, dict),
    "new DocumentChooser": (str, dict),
    "new SnippetChooser": (str, dict),
}
PANELS = ("InlinePanel", "MultipleChooserPanel")

# Without any attribute. Within the template of an inline panel Wagtail writes the end as "<-/script>".
_SCRIPT = re.compile(r"<script>([^<>]{1,20000})(?=<-?/script>)")
_CALL = re.compile(rf"({'|'.join(map(re.escape, CALLS))})\((.*)\);", re.DOTALL)
_PANEL = re.compile(
    rf"\(function\(\) \{{\s*var panel = new (?:{'|'.join(PANELS)})\(JSON\.parse\((\"[^\"\n]*\")\)\);\s*\}}\)\(\);"
)


def with_nonce(html: str, nonce) -> str:
    """The page with the nonce on every script that is Wagtail's. ``nonce`` comes to be when it is first written."""

    def marked(match: re.Match) -> str:
        script = match.group(1)
        return f'<script nonce="{nonce}">{script}' if is_known(script) else match.group()

    return _SCRIPT.sub(marked, html)


def is_known(script: str) -> bool:
    """Whether the script is one call of CALLS or the start of one of PANELS, with nothing but data in it."""
    script = script.strip()
    if call := _CALL.fullmatch(script):
        data = _data(f"[{call.group(2)}]")
        return data is not None and tuple(map(type, data)) == CALLS[call.group(1)]
    if panel := _PANEL.fullmatch(script):
        text = _data(panel.group(1))
        return isinstance(text, str) and isinstance(_data(text), dict)
    return False


def _data(text: str):
    """What the JSON text holds, or None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None
