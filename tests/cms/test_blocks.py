"""Every block is words, a template and a sample; and what is written in it is what readers see."""

import re

import pytest
from django.template.loader import get_template
from wagtail.admin.icons import get_icons
from wagtail.blocks import StructBlockValidationError

from cms.articles.blocks import PageBodyBlock
from cms.articles.models import ArticlePage
from cms.blocks import crisis
from cms.blocks.references import DoiBlock, ReferenceBlock
from cms.blocks.templatetags.body import closing_stop
from sites.countries import Country
from sites.scoping import in_practice
from tests.building import make_article, make_ready_picture
from tests.cms.sample_blocks import EVERY_BLOCK, body_of, drawn, things_to_name
from tests.conftest import signed_in

BLOCKS = PageBodyBlock().child_blocks
GROUPS = {"Text", "Pictures", "Care", "Questions and links", "Links"}
each_block = pytest.mark.parametrize("name", BLOCKS)


def drawn_preview(block) -> str:
    """A block's own sample, drawn with its own template."""
    return block.render(block.normalize(block.get_preview_value()))


def test_the_samples_are_of_every_block():
    assert sorted(name for name, _, _ in EVERY_BLOCK) == sorted(BLOCKS)


@pytest.fixture(scope="module")
def icons():
    """The names of the icons that the admin brings."""
    return set(re.findall(r'id="icon-([\w-]+)"', get_icons()))


@each_block
def test_a_block_describes_itself_to_the_editor(name, icons):
    meta = BLOCKS[name].meta
    assert meta.icon in icons
    assert meta.group in GROUPS
    assert meta.label
    assert meta.description.endswith(".")


@each_block
def test_a_block_has_a_template_of_its_own_name(name):
    assert BLOCKS[name].meta.template == f"blocks/{name}.html"
    get_template(f"blocks/{name}.html")


@each_block
def test_a_preview_is_drawn_where_there_is_nothing_yet(at_alder, name):
    drawn_preview(BLOCKS[name])


def test_every_preview_is_shown_to_the_editor(alder):
    browser = signed_in(alder.practitioner, alder.practice)
    for name, block in ArticlePage._meta.get_field("body").stream_block.child_blocks.items():
        assert block.is_previewable, name
        page = browser.get(f"/admin/block-preview/?id={block.definition_prefix}")
        assert (page.status_code, f"Preview for {block.label}" in page.text) == (200, True), name


@pytest.mark.parametrize("name", ["image", "video"])
def test_a_preview_shows_a_picture_of_this_practice(alder, birch, name):
    with in_practice(birch.practice):
        make_ready_picture("Birch's room")
        assert "<img" in drawn_preview(BLOCKS[name])
    with in_practice(alder.practice):
        assert "<img" not in drawn_preview(BLOCKS[name])


@pytest.mark.parametrize(("name", "neutral", "shown"), EVERY_BLOCK, ids=[name for name, _, _ in EVERY_BLOCK])
def test_what_is_written_is_shown(at_alder, name, neutral, shown):
    body = body_of([{name: neutral}], things_to_name().resolve)
    html = drawn(body, practice=at_alder.practice)
    assert [words for words in shown if words not in html] == []


@pytest.mark.parametrize(("name", "neutral", "shown"), EVERY_BLOCK, ids=[name for name, _, _ in EVERY_BLOCK])
def test_what_code_builds_passes_the_editors_own_checks(at_alder, name, neutral, shown):
    body = body_of([{name: neutral}], things_to_name().resolve)
    assert [child.block_type for child in PageBodyBlock().clean(body)] == [name]


def test_a_vignette_without_a_known_basis_says_so(at_alder):
    body = body_of([{"vignette": {"basis": "", "title": "Two cups", "text": "They had stopped."}}])
    assert "Basis not stated" in drawn(body)


@pytest.mark.parametrize("country", Country.values)
def test_every_country_has_its_crisis_lines(country):
    entry = crisis.for_country(country)
    assert entry["emergency"]
    assert entry["dated"]
    assert [line["name"] for line in entry["lines"] if not (line.get("dial") or line.get("sms"))] == []


def test_crisis_help_is_that_of_the_practices_country(alder, birch):
    birch.practice.country = "US"
    shown = []
    for practice in (alder.practice, birch.practice):
        with in_practice(practice):
            html = drawn(body_of([{"crisis_help": {}}]))
            shown.append(("999" in html, "911" in html))
    assert shown == [(True, False), (False, True)]


def test_a_related_article_of_another_practice_is_not_drawn(alder, birch):
    with in_practice(birch.practice):
        theirs = make_article("Birch's article")
    with in_practice(alder.practice):
        body = body_of([{"related_articles": {"title": "Read on", "articles": ["x"]}}], lambda kind, name: theirs)
        assert drawn(body, practice=alder.practice).strip() == ""


@pytest.mark.parametrize(
    "pasted",
    ["10.1037/0003-066X", " doi:10.1037/0003-066X", "https://doi.org/10.1037/0003-066X", "DOI: 10.1037/0003-066X"],
)
def test_a_doi_is_taken_as_it_was_copied(pasted):
    block = DoiBlock(required=False)
    assert block.clean(block.value_from_datadict({"doi": pasted}, {}, "doi")) == "10.1037/0003-066X"


def test_of_a_doi_nothing_is_taken_but_what_stands_before_it():
    block = DoiBlock(required=False)
    assert block.value_from_datadict({"doi": "10.5281/doi:10.77"}, {}, "doi") == "10.5281/doi:10.77"


def test_what_is_no_address_in_a_reference_is_told_what_would_be_one():
    block = ReferenceBlock()
    value = block.to_python({"authors": "Mind", "year": "2020", "title": "On calm", "url": "01632 960147"})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    said = "Write an address in the web, for example https://example.org/paper."
    assert refused.value.block_errors["url"].messages == [said]


@pytest.mark.parametrize(
    ("words", "stop"), [("On calm", "."), ("Why me?", ""), ("“Why me?”", ""), ("Penguin Inc.", ""), ("", ".")]
)
def test_a_part_of_a_reference_ends_with_one_stop(words, stop):
    assert closing_stop(words) == stop
