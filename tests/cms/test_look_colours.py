"""Whatever colour an owner picks, everything can be read: 10,000 of them, in every theme, in light and in dark."""

import random

import pytest
from coloraide import Color
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.looks import colours
from cms.looks.deriving import derive, tokens_for
from cms.looks.pairs import PAIRS, PART, TEXT, unmet
from cms.looks.palettes import OFFERED, SCHEMES, THEMES, own_colours
from tests.conftest import THOROUGH

HOW_MANY = 10_000 if THOROUGH else 2_000
SEED = 20261122
# Degrees of OKLCH that a hue may turn by, where there is enough colour to see a hue at all.
TURN, SEEN = 6, 0.06


def any_colour(dice) -> str:
    return f"#{dice.randrange(1 << 24):06x}"


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_as_it_comes_can_be_read(theme):
    assert {scheme: unmet(own_colours(theme)[scheme]) for scheme in SCHEMES} == {"light": [], "dark": []}
    assert {name for pair in PAIRS for name in pair[:2]} <= {*own_colours(theme)["light"], "offer", "on-offer"}


@pytest.mark.parametrize("theme", THEMES)
def test_random_brand_colours_leave_no_pair_under_its_contrast(theme):
    dice = random.Random(SEED)
    failed = []
    for number in range(HOW_MANY):
        brand = any_colour(dice)
        second = any_colour(dice) if number % 3 == 0 else ""
        paper = any_colour(dice) if number % 4 == 0 else ""
        for scheme in SCHEMES:
            if found := unmet(tokens_for(theme, scheme, brand, second, paper)):
                failed.append((brand, second, paper, scheme, found))
    assert failed == []


def test_the_contrasts_are_those_that_an_independent_library_counts():
    dice = random.Random(SEED)
    least = {PART: 21.0, TEXT: 21.0}
    for _ in range(60):
        tokens = tokens_for(dice.choice(list(THEMES)), dice.choice(SCHEMES), any_colour(dice), "", "")
        for pair in PAIRS:
            if pair.front in tokens:
                counted = Color(tokens[pair.front]).contrast(tokens[pair.back], method="wcag21")
                assert counted == pytest.approx(colours.contrast(tokens[pair.front], tokens[pair.back]), abs=0.02)
                least[pair.least] = min(least[pair.least], counted)
    # Rounding of the two libraries' constants, no more; and colours do come close to the limit, so it is tried.
    assert TEXT - 0.005 <= least[TEXT] < 4.7
    assert PART - 0.005 <= least[PART] < 3.5


def test_a_hue_stays_what_it_was():
    dice = random.Random(SEED)
    turned = []
    for _ in range(2_000):
        brand = any_colour(dice)
        for scheme in SCHEMES:
            accent = tokens_for("plain", scheme, brand, "", "")["accent"]
            if colours.chroma(brand) > SEEN and colours.chroma(accent) > SEEN:
                turn = abs((colours.hue(brand) - colours.hue(accent) + 180) % 360 - 180)
                turned += [(brand, accent, turn)] if turn > TURN else []
    assert turned == []


def test_a_colour_that_can_be_read_is_kept():
    brand = "#0b4f6c"
    light = tokens_for("plain", "light", brand, "", "")
    assert [light[name] for name in ("accent", "button", "button-line", "mark")] == [brand] * 4
    assert derive("plain", brand).remarks == ("On dark pages links use a lighter shade of your blue. So do buttons.",)


def test_yellow_stays_on_buttons_and_the_owner_is_told_what_became_of_it():
    derived = derive("hearth", "#ffd400")
    assert derived.light["button"] == "#ffd400"
    assert derived.light["on-button"] == "#000000"
    assert derived.light["accent"] != "#ffd400"
    assert derived.remarks == (
        "Your yellow is too light for text on paper; links use a darker shade of it. Buttons keep yours.",
        "Buttons have a darker edge, because your yellow hardly stands out from the paper.",
        "On dark pages links use a lighter shade of your yellow. Buttons keep yours.",
    )


def test_help_in_a_crisis_never_changes_its_colour():
    for theme in THEMES:
        own = own_colours(theme)
        made = {scheme: tokens_for(theme, scheme, "#7a00ff", "#00ff7a", "#102030") for scheme in SCHEMES}
        assert {scheme: made[scheme]["care"] for scheme in SCHEMES} == {s: own[s]["care"] for s in SCHEMES}


def test_without_an_owners_colour_nothing_is_derived():
    assert derive("letter") == derive("letter", "", "", "")
    assert (derive("letter").light, derive("letter").dark, derive("letter").remarks) == ({}, {}, ())


@pytest.mark.parametrize("theme", THEMES)
def test_the_colours_that_are_offered_need_no_change_in_the_light(theme):
    for _, brand, second in OFFERED[theme]:
        assert tokens_for(theme, "light", brand, second, "")["accent"] == brand


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("#7A4B2E", "#7a4b2e"),
        ("  #abc ", "#aabbcc"),
        ("rebeccapurple", "#663399"),
        ("rgb(10, 20, 30)", "#0a141e"),
        ("hsl(0 100% 50%)", "#ff0000"),
        ("oklch(none none none)", "#000000"),
    ],
)
def test_every_notation_is_read(typed, read):
    assert colours.read_colour(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "  ", "greenish", "#12", "#ggg", "rgb(", "7a4b2e7a4b", "x" * 5000, "url(//evil)"]
)
def test_an_unreadable_value_gets_a_sentence(typed):
    with pytest.raises(ValidationError, match="Write it like #7a4b2e"):
        colours.read_colour(typed)


@pytest.mark.parametrize("typed", ["#00000080", "transparent", "rgb(0 0 0 / 0.5)"])
def test_what_one_can_see_through_is_refused(typed):
    with pytest.raises(ValidationError, match="see through"):
        colours.read_colour(typed)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80) | st.from_regex(r"(rgb|hsl|oklch|lab|color)\([-0-9a-z.%, /]{0,40}\)", fullmatch=True))
def test_whatever_is_typed_is_a_colour_or_gets_a_sentence(typed):
    try:
        read = colours.read_colour(typed)
    except ValidationError:
        return
    assert len(read) == 7
    assert unmet(tokens_for("hearth", "dark", read, "", read)) == []


@given(st.integers(0, (1 << 24) - 1))
def test_oklab_is_what_an_independent_library_says(number):
    colour = f"#{number:06x}"
    assert colours.oklab(colour) == pytest.approx(Color(colour).convert("oklab").coords(), abs=0.001)
    assert colours.from_oklab(colours.oklab(colour)) == colour
