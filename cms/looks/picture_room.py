"""How much room a picture has in each theme: the ``sizes`` of its place, true to the theme's stylesheet.

Widths are those that a picture of three to two is drawn with, in CSS pixels or parts of the window's width; where a
stylesheet cuts a picture to fit a box (``object-fit: cover``), the whole picture's and not the box's.
tests/demonstration/test_picture_sizes.py compares them with what a browser lays out.
"""

# Places: the picture at the top of a page and of the home page; a card's in a list, as the first of one, alone in one,
# and in an article; a person's in a list, below an article and on their own page; a picture in the text. Cards that
# are not named stand as in a list. None: the theme shows no picture there.
CARDS = {"first", "single", "related"}
PERSON_BELOW = "5rem"
PORTRAIT = "(min-width: 48rem) 20rem, (min-width: 27rem) 24rem, 92vw"
ROOM = {
    "clinic": {
        "lead": "(min-width: 56rem) 61rem, 92vw",
        "home": "(min-width: 80rem) 39rem, (min-width: 56rem) 47vw, 82vw",
        "card": "(min-width: 64rem) 24rem, (min-width: 43rem) 44vw, 92vw",
        "single": "(min-width: 40rem) 36rem, 92vw",
        "person": "(min-width: 64rem) 22rem, (min-width: 43rem) 41vw, 86vw",
        "text": "(min-width: 46rem) 42rem, 92vw",
    },
    "hearth": {
        "lead": "(min-width: 80rem) 74rem, 92vw",
        "home": "(min-width: 80rem) 47rem, (min-width: 56rem) 58vw, 111vw",
        "card": "(min-width: 64rem) 23rem, (min-width: 43rem) 44vw, 92vw",
        "single": "(min-width: 40rem) 36rem, 92vw",
        "related": "(min-width: 64rem) 13rem, (min-width: 43rem) 44vw, 92vw",
        "person": "(min-width: 64rem) 23rem, (min-width: 43rem) 44vw, 92vw",
        "text": "(min-width: 46rem) 42rem, 92vw",
    },
    "journal": {
        "lead": "(min-width: 86rem) 59rem, (min-width: 64rem) 69vw, 92vw",
        "home": "(min-width: 86rem) 45rem, (min-width: 60rem) 53vw, 92vw",
        "card": "(min-width: 84rem) 28rem, (min-width: 64rem) 33vw, (min-width: 43rem) 50vw, 92vw",
        "first": "(min-width: 84rem) 51rem, (min-width: 43rem) 58vw, 92vw",
        "single": "(min-width: 40rem) 39rem, 92vw",
        "person": "(min-width: 84rem) 19rem, (min-width: 64rem) 22vw, (min-width: 42rem) 45vw, 92vw",
        "text": "(min-width: 50rem) 46rem, 92vw",
    },
    "letter": {
        "lead": "(min-width: 42rem) 39rem, 92vw",
        "home": "(min-width: 42rem) 39rem, 92vw",
        "card": "(min-width: 36rem) 13rem, 36vw",
        "person": "(min-width: 36rem) 9rem, 25vw",
        "below": "5.5rem",
        "portrait": "(min-width: 30rem) 16rem, 55vw",
        "text": "(min-width: 42rem) 39rem, 92vw",
    },
    "plain": {
        "lead": "(min-width: 48rem) 44rem, 92vw",
        "home": "(min-width: 48rem) 44rem, 92vw",
        "card": None,
        "person": None,
        "below": None,
        "portrait": "12rem",
        "text": "(min-width: 42rem) 38rem, 92vw",
    },
}


def room_for(theme: str, place: str) -> str | None:
    """The ``sizes`` of a place in a theme, or None where the theme shows no picture."""
    places = {"below": PERSON_BELOW, "portrait": PORTRAIT} | ROOM[theme]
    return places["card"] if place in CARDS - places.keys() else places[place]
