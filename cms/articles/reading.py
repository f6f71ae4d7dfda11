"""What a reader's page of an article needs, fetched together."""

from dataclasses import dataclass, field

from cms.blocks.body import headings
from cms.booking.offers import closing_step
from cms.media import renditions
from cms.media.album import pictures_with_sizes
from cms.pages.kept import card, rows
from cms.pages.models import BasePage
from cms.pages.shelf import linked_page_ids, shelf
from cms.people.models import PractitionerPage, fetch_credentials, holding
from sites.scoping import current_practice
from sites.statements import Statement

from .blocks import chosen_ids
from .safety import crisis_introduction, reasons

RELATED = 3


def join_names(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def byline(article) -> str:
    """The byline in words, for lists."""
    names = [author.profile.title for author in article.authors.select_related("profile")]
    practice = current_practice() or article.practice
    if article.organisation_as_author and practice:
        names.insert(0, practice.name)
    text = join_names(names)
    if article.written_with:
        text = f"{text}, with {article.written_with}" if text else article.written_with
    return text[:400]


def authors_of_practice():
    """Profiles that have written at least one live article, by name."""
    profiles = PractitionerPage.objects.live().filter(authorships__page__live=True)
    return profiles.distinct().order_by("title")[:100]


def profile_of(person_id) -> PractitionerPage | None:
    """The profile of somebody who signs in here."""
    return PractitionerPage.objects.filter(person=person_id).first() if person_id else None


def prepare_cards(pages):
    """One query for all the pictures of a list."""
    renditions.prefetch([page.listing_image for page in pages])


@dataclass
class Reading:
    """One reader's view of one article: what was shown as related already is not shown again."""

    article: BasePage
    nearby: list[BasePage]
    shown: set[int] = field(default_factory=set)

    def related(self, chosen, fill_up=True) -> list[BasePage]:
        """Chosen articles, then the nearest: never this one, never twice, never one that is not live."""
        pages = [*chosen, *(self.nearby if fill_up else [])]
        picked = []
        for page in pages:
            full = len(picked) >= max(RELATED, len(chosen))
            if full or page.pk == self.article.pk or page.pk in self.shown:
                continue
            self.shown.add(page.pk)
            picked.append(page)
        return picked


def prepare_body(page, *beside):
    """Fetch together what a page with a body shows: its pages, its pictures and those of the pages ``beside`` it."""
    shelf().want(mentioned_in(page.body))
    _fetch_pictures(page, beside)


def _fetch_pictures(page, beside):
    chosen = shelf().get_many(_chosen(page.body))
    around = [other.listing_image for other in [*chosen, *beside] if other]
    around.append(page._state.fields_cache.get("listing_image"))  # where it was found with the page
    page.listing_image, *_ = pictures_with_sizes([page.listing_image_id, *pictures_in(page.body)], around)


def article_context(article) -> dict:
    """Everything that the article's template shows, in a number of queries that does not grow."""
    authors = [author.profile for author in _authors(article)]
    shelf().want([*article.nearby_ids, article.reviewer_id])
    shelf().want(mentioned_in(article.body))
    shelf().want_beside(article)
    nearby = [page for page in shelf().get_many(article.nearby_ids) if page]
    reviewers = [page for page in shelf().get_many([article.reviewer_id]) if page and article.reviewed_date]
    fetch_credentials([*authors, *reviewers])
    for reviewer in reviewers:
        reviewer.held_credentials = holding(reviewer._known_credentials)
    topics = _topics(article)
    # Again, although it is stored: a preview shows what is chosen and not yet saved.
    article.in_safety_mode = bool(reasons(article, topics))
    previous, following = shelf().neighbours(article)
    _fetch_pictures(article, [*authors, *nearby])
    sells = not (article.in_safety_mode or article.names_next_step)
    return {
        "authors": authors,
        "authors_shown": people_shown(authors),
        "reviewer": reviewers[0] if reviewers else None,
        "topics": topics,
        "reading": Reading(article, nearby),
        "previous": previous,
        "next": following,
        "contents": headings(article.body) if article.has_contents else [],
        "closing_step": closing_step([author.pk for author in authors]) if sells else None,
        "crisis_introduction": crisis_introduction(article.body) if article.in_safety_mode else "",
    }


def people_shown(profiles) -> tuple | None:
    """People with the credentials that hold today, as a key for what shows them; None where nobody knows."""
    people = [(card(profile), rows(profile.shown_credentials)) for profile in profiles]
    return None if any(shown is None for shown, _ in people) else tuple(people)


def _authors(article):
    if is_unsaved(article, "authors"):
        return article.authors.select_related("profile__listing_image").order_by("sort_order")
    return _AUTHORS(article=article.pk)


def _authors_of(article):
    from .models import ArticleAuthor

    found = ArticleAuthor.objects.filter(page__pk=article)
    return found.select_related("profile__listing_image").order_by("sort_order")


def _topics(article) -> list:
    return list(article.topics.all()) if is_unsaved(article, "topics") else _TOPICS(article=article.pk)


def _topics_of(article):
    from .listings import TopicPage
    from .models import ArticlePage

    through = ArticlePage.topics.through.objects.filter(articlepage__pk=article)
    return TopicPage.objects.filter(pk__in=through.values("topicpage"))


def is_unsaved(page, name: str) -> bool:
    """Whether the page holds rows of its own for this relation, as a preview does."""
    return page.pk is None or name in getattr(page, "_cluster_related_objects", {})


_AUTHORS, _TOPICS = Statement(_authors_of), Statement(_topics_of)


def _chosen(body) -> list[int]:
    """Ids of the articles that related articles' blocks name."""
    blocks = (block["value"] for block in body.raw_data if block["type"] == "related_articles")
    return [pk for stored in blocks for pk in chosen_ids(stored)]


def mentioned_in(body) -> list[int]:
    """Ids of all pages that a body names or links to."""
    # All strings of a block at once: Python writes the marks inside a stored link as they are.
    written = (repr(block["value"]) for block in body.raw_data)
    return _chosen(body) + [pk for text in written for pk in linked_page_ids(text)]


def pictures_in(body) -> list[int | None]:
    """Ids of the pictures in a body, without fetching them."""
    return [block["value"].get("image") for block in body.raw_data if block["type"] in ("image", "video")]
