"""What a page says, once more as data (schema.org in JSON-LD), from the very fields that its template draws.

Nothing is said here that the page does not show. Each function gives one node of the graph; nodes name one another by
their addresses.
"""

import json

from cms.articles.models import ArticlePage
from cms.faq.blocks import questions_on
from cms.people.models import Credential, PractitionerPage
from cms.site_pages.templatetags.composing import above

from .addresses import absolute
from .pictures import picture_of
from .words import plain

# JSON inside HTML: nothing in it may end the element, and these two separators are line ends to older scripts.
_ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_json(graph: list[dict]) -> str:
    """The graph as text that may stand inside a ``script`` element."""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return text


def graph_of(context) -> list[dict]:
    """All nodes for the page that a template's context describes; empty outside a practice."""
    site, page = context.get("site"), context.get("page")
    if not site:
        return []
    nodes = [practice_node(site["practice"])]
    if page is not None and page.in_safety_mode:
        return [without_gaps(node) for node in nodes]
    nodes.append(breadcrumbs(site, page))
    if isinstance(page, ArticlePage):
        nodes += [article_page(page, context.get("reviewer")), article(page, context)]
    elif isinstance(page, PractitionerPage):
        nodes.append(profile_page(page, site["practice"]))
    if page is not None and hasattr(page, "body"):
        nodes.append(questions(page))
    return [without_gaps(node) for node in nodes if node]


def without_gaps(node: dict) -> dict:
    """The node without what nobody has filled in."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def reference(practice) -> dict:
    """The practice, named by its address."""
    return {"@id": f"{practice.base_url}/#practice"}


def practice_node(practice) -> dict:
    """The practice, as masthead and footer show it."""
    return {
        "@type": "ProfessionalService",
        **reference(practice),
        "name": practice.name,
        "description": practice.strapline,
        "url": f"{practice.base_url}/",
        "telephone": practice.phone,
        "email": practice.email,
        "address": ", ".join(practice.address_lines),
    }


def breadcrumbs(site, page) -> dict | None:
    """The way back up as components/breadcrumbs.html draws it, and the page itself at its end."""
    entries = above(site["menu"], page)
    if not entries or page is None:
        return None
    steps = [("Home", "/"), *((entry["words"], entry["url"]) for entry in entries)]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(site["practice"], address)}
        for place, (name, address) in enumerate(steps, 1)
    ]
    here = {"@type": "ListItem", "position": len(items) + 1, "name": page.title}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, here]}


def article_page(page: ArticlePage, reviewer=None) -> dict:
    """The page that an article stands on, and who reviewed it when."""
    return {
        "@type": "MedicalWebPage",
        "@id": f"{page.full_url}#page",
        "url": page.full_url,
        "name": page.title,
        "mainEntity": {"@id": f"{page.full_url}#article"},
        "reviewedBy": reviewer and reviewed_by(reviewer),
        "lastReviewed": reviewer and page.reviewed_date.isoformat(),
    }


def reviewed_by(reviewer) -> dict:
    """Who reviewed an article, as the box below it shows them."""
    return without_gaps(
        {
            "@type": "Person",
            "@id": f"{reviewer.full_url}#person",
            "name": reviewer.title,
            "url": reviewer.full_url,
            "hasCredential": [credential(each) for each in reviewer.held_credentials],
        }
    )


def article(page: ArticlePage, context) -> dict:
    """The article: head, byline, picture and topics."""
    practice = context["site"]["practice"]
    authors = [reference(practice)] if page.organisation_as_author else []
    authors += [person(profile) for profile in context.get("authors") or []]
    picture = picture_of(page)
    return {
        "@type": "BlogPosting",
        "@id": f"{page.full_url}#article",
        "mainEntityOfPage": {"@id": f"{page.full_url}#page"},
        "headline": page.title,
        "description": page.introduction,
        "datePublished": page.published_at and page.published_at.isoformat(),
        "dateModified": page.revised_at and page.revised_at.isoformat(),
        "author": authors,
        "publisher": reference(practice),
        "image": picture and picture["url"],
        "articleSection": [topic.title for topic in context.get("topics") or []],
        "timeRequired": page.read_minutes and f"PT{page.read_minutes}M",
        "inLanguage": practice.language,
    }


def person(profile: PractitionerPage) -> dict:
    """Somebody as the box under an article shows them."""
    return without_gaps(
        {
            "@type": "Person",
            "@id": f"{profile.full_url}#person",
            "name": profile.title,
            "jobTitle": profile.role_title,
            "description": profile.introduction,
            "url": profile.full_url,
            "hasCredential": [credential(each) for each in profile.shown_credentials],
        }
    )


def credential(each: Credential) -> dict:
    """A qualification that holds today."""
    return without_gaps(
        {
            "@type": "EducationalOccupationalCredential",
            "name": each.title,
            "recognizedBy": each.body and {"@type": "Organization", "name": each.body},
            "validIn": each.region and {"@type": "AdministrativeArea", "name": each.region},
            "identifier": each.number,
            "expires": each.expires_date and each.expires_date.isoformat(),
            "url": each.verify_url,
        }
    )


def profile_page(profile: PractitionerPage, practice) -> dict:
    """A person's own page: the box, and what only this page shows."""
    picture = picture_of(profile)
    more = {
        "image": picture and picture["url"],
        "knowsAbout": profile.interest_list,
        "knowsLanguage": profile.language_list,
        "worksFor": reference(practice),
    }
    return {"@type": "ProfilePage", "url": profile.full_url, "mainEntity": person(profile) | without_gaps(more)}


def questions(page) -> dict | None:
    """The questions and answers that the page shows, and no others."""
    pairs = questions_on(page.body)
    if not pairs:
        return None
    return {
        "@type": "FAQPage",
        "@id": f"{page.full_url}#questions",
        "mainEntity": [_question(page, pair) for pair in pairs],
    }


def _question(page, pair) -> dict:
    return {
        "@type": "Question",
        "name": pair["question"],
        "url": f"{page.full_url}#{pair['anchor']}",
        "acceptedAnswer": {"@type": "Answer", "text": plain(pair["answer"])},
    }
