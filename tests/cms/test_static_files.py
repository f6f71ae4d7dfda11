"""Stylesheets are sent without what is meant for their authors, and say the same."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from cms.delivery.static_files import LeanStaticFilesStorage, lean


def test_a_stylesheet_that_was_read_before_is_stored_whole(tmp_path):
    storage = LeanStaticFilesStorage(location=tmp_path, base_url="/static/")
    content = ContentFile(b"a { color: red; }\n/* why */\nb { color: blue; }\n")
    content.read()
    storage.save("css/some.css", content)
    assert (tmp_path / "css" / "some.css").read_text() == "a { color: red; }b { color: blue; }"


STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))


def test_only_comments_and_line_ends_go():
    css = '/* why */\n:root { --dark: ; }\n\n.offer :focus-visible,\n.a::before {\n  content: "/ x";\n}\n'
    assert lean(css) == ':root { --dark: ; }.offer :focus-visible,.a::before {content: "/ x";}'


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_rule_is_lost(path):
    css = path.read_text(encoding="utf-8")
    made = lean(css)
    assert made.count("{") == made.count("}") > 0
    assert "/*" not in made
    assert "\n" not in made
    assert len(made) > len(css) * 0.7
