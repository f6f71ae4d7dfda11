"""Pages that a reader may have to leave before somebody sees them: what other programs may know of them."""


def is_discreet(page) -> bool:
    """Whether the page is in safety mode. Feeds, cards of links and structured data then hold nothing of it."""
    return bool(getattr(page, "in_safety_mode", False))


def title_of(page, practice) -> str:
    """What stands for the page where others see it: in safety mode its neutral title, or the practice's name."""
    if is_discreet(page):
        return getattr(page, "neutral_title", "") or practice.name
    return page.seo_title or page.title
