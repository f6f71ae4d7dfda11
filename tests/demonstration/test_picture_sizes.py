"""What browsers are told of the room that pictures have is true: compared with what one lays out."""

import pytest

from .pages import PRACTICES, kinds

pytestmark = [pytest.mark.journey, pytest.mark.demo]
WIDTHS = (360, 768, 1440)
MOST_OFF = 0.15
# Of each picture: where it stands, the room that was told, the width it is drawn with, and what its candidates are.
# A box that a picture fills (object-fit: cover) draws it wider than the box.
PICTURES = """() => [...document.querySelectorAll("main picture")].map((picture) => {
  const img = picture.querySelector("img"), box = img.getBoundingClientRect(), style = getComputedStyle(img);
  const source = picture.querySelector("source"), ratio = img.getAttribute("width") / img.getAttribute("height");
  const condition = /^\\([^)]*\\)/;
  const holds = (one) => !condition.test(one) || matchMedia(one.match(condition)[0]).matches;
  const ruler = document.body.appendChild(document.createElement("div"));
  ruler.style.inlineSize = source.sizes.split(/,\\s*/).find(holds).replace(condition, "").trim();
  const room = ruler.getBoundingClientRect().width;
  ruler.remove();
  return {
    place: picture.closest(".lead-picture, .authors, .card-picture, .picture, .video-link")?.className ?? "",
    room, drawn: style.objectFit === "cover" ? Math.max(box.width, box.height * ratio) : box.width,
    candidates: source.srcset.split(/,\\s*/).map((one) => parseInt(one.split(" ")[1])),
    kind: source.type, loading: img.loading, priority: img.fetchPriority, top: box.top,
    has_size: img.hasAttribute("width") && img.hasAttribute("height"),
  };
})"""


def chosen(width: float, candidates: list[int]) -> int:
    """The smallest candidate that is wide enough, at one device pixel for each of CSS."""
    return next((one for one in candidates if one >= width), candidates[-1])


def complaints_about(pictures: list[dict], height: int):
    """Whatever is not as it should be with the pictures of one article."""
    for place, one in enumerate(pictures):
        is_hero = "lead-picture" in one["place"]
        is_near = abs(one["room"] - one["drawn"]) <= MOST_OFF * one["drawn"]
        if not is_near and chosen(one["room"], one["candidates"]) != chosen(one["drawn"], one["candidates"]):
            yield f"{place} {one['place']}: told {one['room']:.0f}, drawn {one['drawn']:.0f}"
        if (one["priority"] == "high") != is_hero:
            yield f"{place} {one['place']}: priority {one['priority']}"
        if one["loading"] != "lazy" and not is_hero:
            yield f"{place} {one['place']}: not lazy at {one['top']:.0f} of {height}"
        if not one["has_size"]:
            yield f"{place} {one['place']}: no width and height"


def test_room_is_true_and_only_the_hero_comes_first(port, window):
    """At most three articles of each theme: what stands in one stands in the others at the same widths."""
    seen, found = set(), []
    for practice in PRACTICES:
        paths = [path for kind, path in kinds(practice, port).items() if kind.startswith("article-page articles")]
        for width in WIDTHS:
            page = window(practice, width)
            for path in paths[:3]:
                page.goto(path, wait_until="domcontentloaded")
                pictures = page.evaluate(PICTURES)
                seen |= {one["place"] for one in pictures}
                found += [f"{practice}{path} at {width}: {line}" for line in complaints_about(pictures, 900)]
    assert found == []
    assert {"lead-picture", "authors", "card-picture", "picture"} <= seen
