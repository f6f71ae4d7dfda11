"""In-text citations find their entry, and nothing else becomes a link."""

import pytest
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from cms.articles.blocks import PageBodyBlock
from cms.blocks.references import ReferenceBlock, ReferencesBlock, link_citations, reference_key
from tests.cms.sample_blocks import body_of, drawn

KEYS = {
    "ref-bowlby-1988",
    "ref-gottman-1999",
    "ref-neff-2003a",
    "ref-neff-2003b",
    "ref-muller-ludenscheidt-2011",
    "ref-obrien-2007",
    "ref-van-2014",
    "ref-world-2019",
}


def link(words: str, key: str) -> str:
    return f'<a class="citation" href="#ref-{key}">{words}</a>'


BOWLBY = link("Bowlby, 1988", "bowlby-1988")
YEAR = link("1988", "bowlby-1988")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        # one author, and what a citation may have in it
        ("A base (Bowlby, 1988).", f"A base ({BOWLBY})."),
        ("A base (Bowlby 1988).", f"A base ({link('Bowlby 1988', 'bowlby-1988')})."),
        ("A base (Bowlby, 1988, p. 11).", f"A base ({link('Bowlby, 1988, p. 11', 'bowlby-1988')})."),
        (
            "(Neff, 2003a) and (Neff, 2003b)",
            f"({link('Neff, 2003a', 'neff-2003a')}) and ({link('Neff, 2003b', 'neff-2003b')})",
        ),
        # two and more
        ("(Gottman &amp; Silver, 1999)", f"({link('Gottman &amp; Silver, 1999', 'gottman-1999')})"),
        ("(Gottman and Silver, 1999)", f"({link('Gottman and Silver, 1999', 'gottman-1999')})"),
        ("(Gottman et al., 1999)", f"({link('Gottman et al., 1999', 'gottman-1999')})"),
        # several in one bracket
        ("(Bowlby, 1988; Neff, 2003a)", f"({BOWLBY}; {link('Neff, 2003a', 'neff-2003a')})"),
        (
            "(Gottman &amp; Silver, 1999; Bowlby, 1988)",
            f"({link('Gottman &amp; Silver, 1999', 'gottman-1999')}; {BOWLBY})",
        ),
        ("(Nobody, 1988; Bowlby, 1988)", f"(Nobody, 1988; {BOWLBY})"),
        # in the sentence
        ("As Bowlby (1988) wrote", f"As Bowlby ({YEAR}) wrote"),
        ("Gottman and Silver (1999)", f"Gottman and Silver ({link('1999', 'gottman-1999')})"),
        ("Gottman &amp; Silver (1999)", f"Gottman &amp; Silver ({link('1999', 'gottman-1999')})"),
        ("Gottman et al. (1999)", f"Gottman et al. ({link('1999', 'gottman-1999')})"),
        # names of all kinds
        ("(Müller-Lüdenscheidt, 2011)", f"({link('Müller-Lüdenscheidt, 2011', 'muller-ludenscheidt-2011')})"),
        ("Müller-Lüdenscheidt (2011)", f"Müller-Lüdenscheidt ({link('2011', 'muller-ludenscheidt-2011')})"),
        ("(O’Brien, 2007)", f"({link('O’Brien, 2007', 'obrien-2007')})"),
        ("(O'Brien, 2007)", f"({link('O' + chr(39) + 'Brien, 2007', 'obrien-2007')})"),
        ("(O&#x27;Brien, 2007)", f"({link('O&#x27;Brien, 2007', 'obrien-2007')})"),
        ("(van der Kolk, 2014)", f"({link('van der Kolk, 2014', 'van-2014')})"),
        ("van der Kolk (2014)", f"van der Kolk ({link('2014', 'van-2014')})"),
        ("(World Health Organization, 2019)", f"({link('World Health Organization, 2019', 'world-2019')})"),
        # tags around it are no hindrance
        ("<p><b>A base</b> (Bowlby, 1988)</p>", f"<p><b>A base</b> ({BOWLBY})</p>"),
        ("<p><a>gone</a> (Bowlby, 1988)</p>", f"<p><a>gone</a> ({BOWLBY})</p>"),
        ("<article>x</article><p>(Bowlby, 1988)</p>", f"<article>x</article><p>({BOWLBY})</p>"),
        ('<p><a href="/x/">x</a> (Bowlby, 1988)</p>', f'<p><a href="/x/">x</a> ({BOWLBY})</p>'),
    ],
)
def test_a_citation_finds_its_entry(written, read):
    assert link_citations(written, KEYS) == read


@pytest.mark.parametrize(
    "written",
    [
        "(Freud, 1988)",
        "(Bowlby, 1989)",
        "(Bowlby, 19888)",
        "(Neff, 2003)",
        "Freud (1988)",
        "in London (1988)",
        "1988 (Bowlby)",
        "Bowlby, 1988",
        "(1988)",
        "(;; 1988;)",
        "(call 01988 1988)",
        "((Bowlby",
        '<a href="/x/">(Bowlby, 1988)</a>',
        '<A HREF="/x/">as <b>Bowlby</b> (1988)</A>',
        '<img alt="(Bowlby, 1988)">',
        '<figure aria-label="(Bowlby, 1988)"></figure>',
        "",
    ],
)
def test_everything_else_is_left_alone(written):
    assert link_citations(written, KEYS) == written


def test_without_references_nothing_is_a_citation():
    assert link_citations("(Bowlby, 1988)", set()) == "(Bowlby, 1988)"


@pytest.mark.parametrize(
    ("authors", "year", "key"),
    [
        ("Bowlby, J.", "1988", "ref-bowlby-1988"),
        ("Gottman, J., & Silver, N.", "1999", "ref-gottman-1999"),
        ("Müller-Lüdenscheidt, A.", "2011", "ref-muller-ludenscheidt-2011"),
        ("O’Brien, F.", "2007", "ref-obrien-2007"),
        ("van der Kolk, B.", "2014", "ref-van-2014"),
        ("", "1988", "ref-source-1988"),
        (None, None, "ref-source-None"),
    ],
)
def test_the_key_is_family_name_and_year(authors, year, key):
    assert reference_key(authors, year) == key


def references(*items) -> dict:
    complete = ({"title": "T", **item} for item in items)
    return {"references": {"items": list(complete)}}


BOWLBY_1988 = {"authors": "Bowlby, J.", "year": "1988"}


def test_a_citation_in_the_body_leads_to_its_entry(at_alder):
    html = drawn(body_of([{"paragraph": "A base (Bowlby, 1988)."}, references(BOWLBY_1988)]))
    assert f"A base ({BOWLBY})." in html
    assert html.count('id="ref-bowlby-1988"') == 1


def test_an_entry_is_no_citation_of_itself(at_alder):
    html = drawn(body_of([{"paragraph": "x"}, references({"authors": "Mind", "year": "2020"})]))
    assert "Mind (2020)." in html
    assert "citation" not in html


def test_two_entries_with_one_key_are_refused():
    value = body_of([references(BOWLBY_1988, {"authors": "Bowlby, R.", "year": "1988"})])[0].value
    with pytest.raises(StructBlockValidationError) as refused:
        ReferencesBlock().clean(value)
    assert refused.value.block_errors["items"].messages == [
        "Two references have the same author and year. Write the years as 2003a and 2003b."
    ]


def test_a_body_has_one_list_of_references():
    body = body_of([references(BOWLBY_1988), {"paragraph": "x"}, references(BOWLBY_1988)])
    with pytest.raises(StreamBlockValidationError) as refused:
        PageBodyBlock().clean(body)
    assert refused.value.non_block_errors.as_data()[0].messages == ["References: The maximum number of items is 1"]


def test_letters_after_the_year_keep_entries_apart():
    value = body_of([references({"authors": "Neff, K.", "year": "2003a"}, {"authors": "Neff, K.", "year": "2003b"})])
    ReferencesBlock().clean(value[0].value)


def refused_fields(**fields) -> list[str]:
    block = ReferenceBlock()
    value = block.to_python({"authors": "Bowlby, J.", "year": "1988", "title": "A secure base", **fields})
    try:
        block.clean(value)
    except StructBlockValidationError as error:
        return sorted(error.block_errors)
    return []


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("doi", "10.1037/0022-3514.52.3.511", True),
        ("doi", "10.1000/182", True),
        ("doi", "https://doi.org/10.1000/182", False),
        ("doi", "doi:10.1000/182", False),
        ("doi", "10.1000", False),
        ("doi", "10.1000/1 82", False),
        ("url", "https://press.example/base", True),
        ("url", "press.example/base", True),  # Django's URL field completes it
        ("url", "javascript:alert(1)", False),
        ("url", "not an address", False),
        ("year", "1988", True),
        ("year", "2003a", True),
        ("year", "1899", True),
        ("year", "in press", False),
        ("year", "88", False),
        ("year", "2003A", False),
        ("authors", "", False),
        ("title", "", False),
    ],
)
def test_the_shape_of_an_entry(field, value, fits):
    assert refused_fields(**{field: value}) == ([] if fits else [field])
