"""What was changed of an owner's colours so that everybody can read, in words for the owner."""

from .colours import name_of


def remarks_on(made: dict[str, dict[str, str]], brand: str, second: str, paper: str) -> tuple[str, ...]:
    """Sentences about the tokens made for light and dark from these colours; none where nothing was changed."""
    found = [*(_on_brand(made, brand) if brand else []), *(_on_second(made, second) if second else [])]
    if paper and made["light"]["paper"] != paper:
        found.append(f"Your paper is a paler {name_of(paper)} than you chose, so that text stays easy to read on it.")
    if paper:
        found.append("On dark pages your paper is a very deep shade of its colour.")
    return tuple(found)


def _on_brand(made, brand) -> list[str]:
    light, dark, name = made["light"], made["dark"], name_of(brand)
    found = []
    if light["accent"] != brand:
        found.append(f"Your {name} is too light for text on paper; links use a darker shade of it. Buttons keep yours.")
    if light["button-line"] != brand:
        found.append(f"Buttons have a darker edge, because your {name} hardly stands out from the paper.")
    if dark["accent"] != brand:
        kept = "Buttons keep yours." if dark["button"] == brand else "So do buttons."
        found.append(f"On dark pages links use a lighter shade of your {name}. {kept}")
    return found


def _on_second(made, second) -> list[str]:
    name = name_of(second)
    found = []
    if made["light"]["mark"] != second:
        found.append(f"Your second colour, {name}, is too light for numbers and signs; they use a darker shade of it.")
    if made["dark"]["mark"] != second:
        found.append(f"On dark pages numbers and signs use a lighter shade of your second colour, {name}.")
    return found
