"""What lists, search engines and topic pages would show."""

from ..findings import Level
from .rule import Rule


class MissingIntroduction(Rule):
    """The introduction stands under the title, in lists and in feeds."""

    key = "missing_introduction"
    name = "No introduction"
    level = Level.HINT
    why = "Lists show nothing under the title, and readers cannot tell whether it is for them."
    how = "Write one to three sentences."

    def findings(self, reading):
        if not (reading.article.introduction or "").strip():
            yield self.found("introduction", "The introduction is empty.")


class MissingDescription(Rule):
    """Search engines show the description; without one they take the introduction."""

    key = "missing_description"
    name = "No description for search"
    level = Level.HINT
    why = "Search engines then show the introduction, or any sentence of the text."
    how = "Write a sentence or two that say for whom the article is."

    def findings(self, reading):
        if not (reading.article.search_description or "").strip():
            yield self.found("search_description", "The description for search engines is empty.")


class MissingTopic(Rule):
    """Topic pages are how readers find more of the same."""

    key = "missing_topic"
    name = "No topic"
    level = Level.HINT
    why = "The article then stands on no topic page, and nothing related is found by topic."
    how = "Choose one or two."

    def findings(self, reading):
        if not reading.facts.topics:
            yield self.found("topics", "The article has no topic.")
