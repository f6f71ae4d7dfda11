"""The house's own rules, held by tests: what a newcomer may rely on."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PYTHON = [
    path
    for folder in ("sites", "cms", "tests", "tools")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PUBLIC_TEMPLATES = [path for path in TEMPLATES if not str(path.relative_to(ROOT)).startswith("templates/wagtailadmin")]
ACCOUNT_TEMPLATES = {
    path for folder in ("account", "mfa", "signin") for path in (ROOT / "templates" / folder).rglob("*")
}
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
MOST_LINES = 300


def named(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_a_module_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    without_first_line = text.partition("\n")[2] if text.startswith("#!") else text
    assert not text.strip() or without_first_line.startswith('"""')


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_no_module_has_grown_past_reading(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_names_say_the_matter(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "core"}


@pytest.mark.parametrize("path", PUBLIC_TEMPLATES, ids=named)
def test_public_templates_carry_no_inline_style_script_or_foreign_address(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=", text)
    assert not re.search(r"src(set)?=[\"'](https?:)?//|<link[^>]+href=[\"'](https?:)?//", text)
    # Only the page that asks for a password takes something from a reader; the others are of whoever works here.
    assert path.name == "password_required.html" or path in ACCOUNT_TEMPLATES or "csrf_token" not in text


@pytest.mark.parametrize("path", PUBLIC_TEMPLATES, ids=named)
def test_links_that_leave_say_nothing_of_where_the_reader_was(path):
    leaving = re.findall(r"<a\s[^>]*href=[\"'](?:https?:|{{ (?:value|offer)\.url }})[^>]*>", path.read_text())
    assert [tag for tag in leaving if 'rel="noopener noreferrer"' not in tag] == []


def test_raw_colours_stand_in_tokens_and_themes_only():
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)a?\(")
    tokens = re.compile(r"^@layer tokens \{.*?^\}|^@layer print \{.*?^\}", re.MULTILINE | re.DOTALL)
    strays = [
        named(path)
        for path in STYLES
        if path.parent.name != "themes" and colour.search(tokens.sub("", path.read_text(), count=2))
    ]
    assert strays == []


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    wanted = [line for line in lines if re.match(r'^  "[a-z].*[<>=]', line)]
    assert len(wanted) > 15
    assert [line for line in wanted if "#" not in line] == []


def test_no_registry_host_or_machine_path_is_in_the_repository():
    host = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org|/work/main|/root/")
    own = Path(__file__)
    folders = ("sites", "cms", "templates", "static", "tests", "tools", "docs", "requirements", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file() and path != own]
    texts = [
        path for path in files if path.suffix in {".py", ".html", ".css", ".js", ".md", ".txt", ".yaml", ".sh", ""}
    ]
    assert [named(path) for path in texts if host.search(path.read_text(encoding="utf-8"))] == []


def test_no_health_claims_about_the_product():
    texts = [*TEMPLATES, *(ROOT / "cms" / "demo").rglob("*.yaml"), ROOT / "README.md"]
    claim = re.compile(r"HIPAA|GDPR.compliant|clinically proven", re.I)
    assert [named(path) for path in texts if claim.search(path.read_text(encoding="utf-8"))] == []


def test_crisis_numbers_stand_in_the_register_only():
    """Every number of the register, in any spacing, is looked for wherever words for readers stand."""
    numbers = {digits for digits in crisis_numbers() if len(digits) > 3}  # "111" and the like are too many things
    texts = [*PYTHON, *TEMPLATES, *(ROOT / "cms" / "demo").rglob("*.yaml"), ROOT / "cms" / "notices" / "countries.yaml"]
    spaced = re.compile("|".join(r"(?<!\d)" + r"[ -]?".join(digits) + r"(?!\d)" for digits in numbers))
    assert len(numbers) > 15
    assert [named(path) for path in texts if spaced.search(path.read_text(encoding="utf-8"))] == []


def test_emergency_numbers_stand_in_no_template_and_no_demonstration_text():
    short = re.compile(rf"(?<![\d,.])({'|'.join(digits for digits in crisis_numbers() if len(digits) <= 3)})\b")
    words = [*PUBLIC_TEMPLATES, *(ROOT / "cms" / "demo").rglob("*.yaml")]
    found = {named(path) for path in words if short.search(without_addresses(path.read_text(encoding="utf-8")))}
    assert found == set()


def crisis_numbers() -> set[str]:
    """The digits of every number of the register."""
    register = yaml.safe_load((ROOT / "cms" / "blocks" / "crisis_register.yaml").read_text(encoding="utf-8"))
    found = set()
    for entry in register["countries"].values():
        found.add(entry["emergency"])
        for line in [*entry["lines"], *entry["violence"]]:
            found.add(line.get("dial") or line["sms"])
    return found


def without_addresses(text: str) -> str:
    """Without what only looks like a number to call: web addresses, and references' volumes and pages."""
    return re.sub(r"https?://\S+|doi: \S+|- \{authors: .*|\d+[–-]\d+|\d+\(\d+\)", "", text)
