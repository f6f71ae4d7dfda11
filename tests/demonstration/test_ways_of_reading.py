"""Every kind of page with the keyboard alone, without scripts, at 400 %, in forced colours, and without motion."""

import pytest

from .pages import FEW_PRACTICES, kinds
from .test_accessible import WIDER_THAN_THE_WINDOW

pytestmark = [pytest.mark.journey, pytest.mark.demo]
MOST_STOPS = 400
TABBABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden")
  .filter((one) => one.checkVisibility({visibilityProperty: true}))
  .filter((one, _, all) => one.type !== "radio" || one.checked  // a group of choices is one stop
    || !all.some((other) => other.checked && other.name === one.name)
      && one === all.find((other) => other.type === "radio" && other.name === one.name))
  .length"""
# What is focused: whether it can be seen where it is, and whether something shows that it is the one.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.lastFocused) return {within: true};  // a field for a day has several parts
  document.lastFocused = one;
  if (!one || one === document.body || one.wasFocused) return null;  // the end, or the beginning again
  one.wasFocused = true;
  const box = one.getClientRects()[0], style = getComputedStyle(one);
  if (!box) return {name: one.outerHTML.slice(0, 120), seen: false};
  const x = box.left + Math.min(box.width / 2, 12), y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const marked = (element) => {
    const look = getComputedStyle(element);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2) || look.boxShadow !== "none";
  };
  return {
    name: one.outerHTML.slice(0, 120),
    seen: Boolean(top && (one.contains(top) || top.contains(one))) && box.top >= -1 && box.bottom <= innerHeight + 1,
    marked: marked(one) || [...one.querySelectorAll("*")].some(marked) || marked(one.parentElement),
  };
}"""


def each_kind(practice, port, page, check) -> dict:
    """What is wrong, by page."""
    complaints = {}
    for kind, path in kinds(practice, port).items():
        page.goto(path)
        found = check(page)
        if found:
            complaints[f"{kind} {path}"] = found
    return complaints


def walk_with_tab(page) -> list[str]:
    """Press Tab to the end: every stop is seen and marked, none holds one fast, and all are reached."""
    wrong, stops = [], 0
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:
            break
        if here.get("within"):
            continue
        stops += 1
        wrong += [f"{what}: {here['name']}" for what in ("seen", "marked") if not here.get(what)]
    there = page.evaluate(TABBABLE)
    return wrong[:5] + ([f"{stops} stops of {there}"] if stops != there else [])


@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_with_the_keyboard_alone(practice, port, window):
    assert each_kind(practice, port, window(practice), walk_with_tab) == {}


@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_at_400_percent(practice, port, window):
    """A window of 1280 by 1024 at 400 % is one of 320 by 256 (WCAG 2.2, 1.4.10)."""

    def check(page):
        wider = page.evaluate(WIDER_THAN_THE_WINDOW)
        return f"{wider} px wider than the window" if wider > 0 else None

    assert each_kind(practice, port, window(practice, 320, 256), check) == {}


@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_without_scripts(practice, port, window):
    """All the words are there, and nothing is offered that would do nothing."""

    def check(page):
        idle = page.locator("button:visible:not(form button)").count()
        words = len(page.locator("main").inner_text().split())
        return f"{idle} buttons do nothing, {words} words" if idle or words < 5 else None

    assert each_kind(practice, port, window(practice, java_script_enabled=False), check) == {}


@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_in_forced_colours(practice, port, window):
    """Where the system sets the colours, what can be pressed keeps an edge or a line under it."""

    def check(page):
        return page.evaluate(
            """() => [...document.querySelectorAll(".button, button, summary")].filter((one) => {
                if (!one.checkVisibility()) return false;
                const look = getComputedStyle(one);
                const edge = parseFloat(look.borderTopWidth) > 0 && look.borderTopStyle !== "none";
                return !edge && !look.textDecorationLine.includes("underline") && one.tagName !== "SUMMARY";
            }).map((one) => one.outerHTML.slice(0, 120))"""
        )

    assert each_kind(practice, port, window(practice, forced_colors="active"), check) == {}


@pytest.mark.parametrize("practice", FEW_PRACTICES)
def test_nothing_moves_for_whoever_asked_for_that(practice, port, window):
    def check(page):
        return page.evaluate(
            """() => {
                const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth";
                const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
                const moving = [...document.querySelectorAll("*")].filter((one) => {
                    const look = getComputedStyle(one);
                    const animated = look.animationName !== "none" && long(look.animationDuration);
                    return animated || long(look.transitionDuration);
                });
                const names = moving.slice(0, 3).map((one) => one.outerHTML.slice(0, 120));
                return [...(smooth ? ["smooth scrolling"] : []), ...names];
            }"""
        )

    assert each_kind(practice, port, window(practice, reduced_motion="reduce"), check) == {}
