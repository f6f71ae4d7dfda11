"""References, and in-text citations that find their entry."""

import re
from functools import lru_cache
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail import blocks

from .text import OwnWordsBlock

DOI = r"^10\.\d{4,9}/\S+$"  # the shape that Crossref recommends for matching DOIs
_BEFORE_DOI = re.compile(r"^(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.I)
_YEAR = r"(?:1[5-9]|20)\d\d[a-z]?"
_TAGS = re.compile(r"(<[^>]+>)")
_IN_BRACKETS = re.compile(r"\(([^()]{4,400})\)")
_ONE_OF_SEVERAL = re.compile(r"(?:&#?\w+;|[^;])+")  # the semicolon of an entity ends no citation
_SURNAME = r"[^\W\d_][\w’'-]+"
_NAME = re.compile(_SURNAME)
_PARTICLES = r"(?:(?:van|von|der|den|de|di|da|du|la|le|ter|ten) )*"
# What stands before "(1988)": a name, two names, or a name "et al."
_ENDS_IN_NAMES = re.compile(rf"\b({_PARTICLES}{_SURNAME})(?: (?:and|&) {_PARTICLES}{_SURNAME}|,? et al\.)?\s*$")

# One of the citations in brackets: authors, and a year or several; "see" before it and a page after it are no part.
_CITATION = re.compile(
    rf"(?:(?:see|see also|e\.g\.,?|cf\.|for example,?|quoted in|in)\s+)?(?P<authors>[^\d;]{{2,150}}?)(?P<comma>,?)\s+"
    rf"(?P<years>{_YEAR}(?:,\s*{_YEAR})*)(?:,?\s*(?:pp?\.|ch\.|chapter|section).*)?",
    re.I,
)
# Lower-case words that stand in the names of authors and of organisations.
_SMALL = frozenset("and et al al. of for the on in van von der den de di da du la le ter ten with y".split())  # noqa: SIM905
_NO_AUTHORS = re.compile(
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:sept|nov|dec)ember|october|spring|summer|autumn|winter|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|since|from|until|first|founded|published|written|updated|reviewed|born|"
    r"in|by|after|before|about|around|early|late|copyright|version|edition|.*\bact",
    re.I,
)
# The words with capitals before "(1988)"; with an article or a preposition among them they are a title.
_CAPITALS = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w’'.-]*|the|a|an|of|to|in|on|for|with|and|&) )*[A-ZÀ-Þ][\w’'-]+(?:,? et al\.)?\s*$"
)
_IN_TITLES = re.compile(r"(?:^|\s)(?:The|A|An|the|a|an|of|to|in|on|for|with)\s+\S")


class DoiBlock(blocks.RegexBlock):
    """A DOI, also where it was copied as an address or with its label."""

    def __init__(self, **kwargs):
        super().__init__(
            regex=DOI,
            max_length=200,
            error_messages={"invalid": "A DOI begins with “10.” and has a slash in it, for example 10.1000/182."},
            **kwargs,
        )

    def value_from_form(self, value):
        return super().value_from_form(_BEFORE_DOI.sub("", (value or "").strip()))


class ReferenceBlock(OwnWordsBlock):
    """One source."""

    authors = blocks.CharBlock(max_length=300, help_text="Family name first, for example “Gottman, J., & Silver, N.”")
    year = blocks.RegexBlock(
        regex=rf"^{_YEAR}$", max_length=5, error_messages={"invalid": "Write a year, for example 1988 or 2003a."}
    )
    title = blocks.CharBlock(max_length=400)
    source = blocks.CharBlock(required=False, max_length=300, help_text="Publisher, or journal with volume and pages.")
    doi = DoiBlock(required=False, label="DOI", help_text="For example 10.1000/182; its address at doi.org will do.")
    url = blocks.URLBlock(
        required=False,
        label="Link",
        help_text="An address in the web, with https:// before it.",
        error_messages={"invalid": "Write an address in the web, for example https://example.org/paper."},
    )

    class Meta:
        icon = "doc-full"
        label = "Reference"


class ReferencesBlock(blocks.StructBlock):
    """The list of sources."""

    title = blocks.CharBlock(default="References", max_length=120)
    items = blocks.ListBlock(ReferenceBlock(), min_num=1, max_num=100)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["entries"] = [(entry, key) for entry, key in keyed(value["items"])]
        return context

    def clean(self, value):
        value = super().clean(value)
        keys = [key for _, key in keyed(value["items"])]
        if len(set(keys)) != len(keys):
            raise blocks.StructBlockValidationError(
                block_errors={
                    "items": ValidationError(
                        "Two references have the same author and year. Write the years as 2003a and 2003b."
                    )
                }
            )
        return value

    class Meta:
        icon = "doc-full-inverse"
        label = "References"
        group = "Links"
        description = "The sources. “(Bowlby, 1988)” in the text finds its entry by itself."
        template = "blocks/references.html"
        preview_value = {
            "title": "References",
            "items": [
                {
                    "authors": "Bowlby, J.",
                    "year": "1988",
                    "title": "A secure base: Clinical applications of attachment theory",
                    "source": "Routledge",
                }
            ],
        }


def reference_key(authors: str, year: str) -> str:
    """The anchor of an entry: first author's family name and year, for example ``ref-bowlby-1988``."""
    name = _NAME.search(authors or "")
    return f"ref-{slugify(name.group()) if name else 'source'}-{year}"


def keyed(items):
    """Each reference of a ListBlock's value with its anchor."""
    return [(entry, reference_key(entry.get("authors"), entry.get("year"))) for entry in items]


def stored_keys(raw_data) -> frozenset[str]:
    """The anchors of all references in a body. Read as stored: no block is made."""
    lists = (block["value"].get("items") or [] for block in raw_data if block["type"] == "references")
    entries = (item["value"] if item.get("type") == "item" else item for items in lists for item in items)
    return frozenset(reference_key(entry.get("authors"), entry.get("year")) for entry in entries)


def link_citations(html: str, keys: set[str]) -> str:
    """Link in-text citations to their entries: "(Bowlby, 1988; Neff, 2003)" and "Bowlby (1988)".

    Only text is looked at, never a tag's inside, and nothing that is inside a link already.
    """
    if not keys:
        return html
    inside_link, linked = False, []
    for piece in _TAGS.split(html):
        if piece.startswith("<"):
            if piece.lower().startswith(("<a ", "<a>", "</a>")):  # not <article>; links do not nest
                inside_link = not piece.startswith("</")
            linked.append(piece)
        else:
            linked.append(piece if inside_link else _link_in_text(piece, keys))
    return "".join(linked)


def _link_in_text(text: str, keys: set[str]) -> str:
    def linked(match):
        inside = match.group(1)
        if re.fullmatch(_YEAR, inside.strip()):
            before = text[max(0, match.start() - 200) : match.start()]
            names = _ENDS_IN_NAMES.search(unescape(before))
            return f"({_link(inside, names.group(1) if names else '', keys)})"
        return f"({_ONE_OF_SEVERAL.sub(lambda one: _link(one.group(), unescape(one.group()), keys), inside)})"

    return _IN_BRACKETS.sub(linked, text)


def _link(words: str, authors: str, keys: set[str]) -> str:
    year = re.search(rf"\b{_YEAR}\b", words)
    key = reference_key(authors, year.group()) if year else ""
    if key not in keys:
        return words
    lead = words[: len(words) - len(words.lstrip())]
    return f'{lead}<a class="citation" href="#{key}">{words.strip()}</a>'


@lru_cache(maxsize=2048)
def citations_in(text: str) -> tuple[tuple[str, str], ...]:
    """What a plain text cites, in order: the words of each citation, and the anchor that its entry would have."""
    found = []
    for match in _IN_BRACKETS.finditer(text):
        inside = match.group(1).strip()
        if re.fullmatch(_YEAR, inside):
            found += _named_before(text[: match.start()], inside)
        else:
            found += [each for part in inside.split(";") for each in _cited(part.strip())]
    return tuple(found)


def _cited(words: str) -> list[tuple[str, str]]:
    """A part of what stands in brackets, once for each of its years; nothing where it is no citation."""
    match = _CITATION.fullmatch(words)
    authors = match.group("authors").strip() if match else ""
    plain = re.sub(r"[,.&]", " ", authors).split()
    is_one = plain and all(word[0].isupper() or word in _SMALL for word in plain) and not _NO_AUTHORS.fullmatch(authors)
    # Without a comma only short names are taken for authors: "(Gottman 2015)", "(Neff and Germer 2018)".
    if not is_one or _NO_AUTHORS.fullmatch(plain[0]) or (not match.group("comma") and len(plain) > 3):
        return []
    return [(words, reference_key(authors, year)) for year in re.findall(_YEAR, match.group("years"))]


def _named_before(text: str, year: str) -> list[tuple[str, str]]:
    """A citation whose authors stand before its year: "Bowlby (1988)"."""
    names, capitals = _ENDS_IN_NAMES.search(text[-200:]), _CAPITALS.search(text[-200:])
    if not names or not capitals or _IN_TITLES.search(capitals.group()):
        return []
    name = names.group(1)
    is_name = name.split()[-1][0].isupper() and not _NO_AUTHORS.fullmatch(name)
    return [(f"{names.group().strip()} ({year})", reference_key(name, year))] if is_name else []
