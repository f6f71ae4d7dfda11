"""Pages that a reader may have to leave before somebody sees them: what other programs may know of them.

In safety mode (``page.in_safety_mode``) feeds, cards of links and structured data hold nothing of a page.
"""


def title_of(page, practice) -> str:
    """What stands for the page where others see it: in safety mode its neutral title, or the practice's name."""
    if page.in_safety_mode:
        return getattr(page, "neutral_title", "") or practice.name
    return page.seo_title or page.title
