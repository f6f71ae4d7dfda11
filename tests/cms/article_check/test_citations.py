"""Citations and references find each other, or are asked about."""

import pytest

from cms.blocks.references import citations_in

from .writing import block, found, item, paragraphs

CITATION, REFERENCE = "citation_without_reference", "reference_never_cited"
CITES = {
    "It holds (Gottman, 2015; Johnson, 2008).": ["ref-gottman-2015", "ref-johnson-2008"],
    "Bowlby (1988) says so.": ["ref-bowlby-1988"],
    "As John Bowlby (1988) wrote.": ["ref-bowlby-1988"],
    "See Neff and Germer (2018).": ["ref-neff-2018"],
    "It holds (Gottman & Silver, 1999, p. 12).": ["ref-gottman-1999"],
    "It holds (see Bowlby, 1988).": ["ref-bowlby-1988"],
    "It holds (van der Kolk, 2014).": ["ref-van-2014"],
    "It holds (Lambert et al., 2001a).": ["ref-lambert-2001a"],
    "It holds (World Health Organization, 2014).": ["ref-world-2014"],
    "It holds (Gottman, 1994, 1999).": ["ref-gottman-1994", "ref-gottman-1999"],
    "It holds (Gottman 2015).": ["ref-gottman-2015"],
}
CITES_NOBODY = [
    "We opened (in 2015) and moved (May 2019).",
    "A letter (1919) and a war.",
    "The Equality Act (2010) helps, and so does the law (Mental Capacity Act 2005).",
    "The Body Keeps the Score (2014) is a book.",
    "It was long ago (since 1988; before 2001).",
    "He was kind (as ever), and she was (Monday, 2020) late.",
    "Call (0163) 2960 or write (spring 2019).",
    "Two people (aged 30 and 40, both tired of 2019) came.",
]


@pytest.mark.parametrize(("text", "keys"), CITES.items())
def test_a_citation_is_known_by_its_author_and_year(text, keys):
    assert [key for _, key in citations_in(text)] == keys


@pytest.mark.parametrize("text", CITES_NOBODY)
def test_other_brackets_are_no_citations(text):
    assert citations_in(text) == ()


def references(*entries: tuple[str, str]) -> dict:
    items = [item({"authors": authors, "year": year, "title": "A book"}) for authors, year in entries]
    return block("references", {"title": "References", "items": items})


def test_a_citation_is_asked_about_once_unless_its_reference_is_there():
    text = paragraphs("It holds (Gottman, 2015; Johnson, 2008).", "And again (Gottman, 2015).")
    what = [one.what for one in found(CITATION, *text)]
    assert what == ["“Gottman, 2015” is in no list of references.", "“Johnson, 2008” is in no list of references."]
    assert len(found(CITATION, *text, references(("Gottman, J.", "2015")))) == 1
    assert len(found(CITATION, *text, references(("Gottman, J.", "1999"), ("Johnson, S.", "2008")))) == 1
    assert found(CITATION, *text, references(("Gottman, J.", "2015"), ("Johnson, S.", "2008"))) == []


def test_a_reference_is_asked_about_unless_something_cites_it():
    listed = references(("Gottman, J.", "2015"), ("Bowlby, J.", "1988"))
    [never] = found(REFERENCE, *paragraphs("It holds (Gottman, 2015)."), listed)
    assert (never.level, never.excerpt) == ("ask", "Bowlby, J., 1988, A book")
    assert never.place == listed["value"]["items"][1]["id"]
    answer = block("faq", {"items": [item({"question": "Is it?", "answer": "<p>Bowlby (1988) says so.</p>"}, "pair")]})
    assert found(REFERENCE, *paragraphs("It holds (Gottman, 2015)."), answer, listed) == []


def test_entries_that_are_still_empty_are_quiet():
    empty = block("references", {"items": [item({}), item({"authors": "", "year": "1999"}), item(None)]})
    assert found(REFERENCE, empty, block("references", None), block("references", {"items": "none"})) == []
