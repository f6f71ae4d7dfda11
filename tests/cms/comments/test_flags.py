"""What raises a flag and what must not; and that every flag says what it is and why."""

import pytest

from cms.comments import flags

# The text, and the flags that it must raise: exactly these.
TABLE = [
    # crisis
    ("I don't want to be here any more.", ["crisis"]),
    ("i dont want to be here anymore", ["crisis"]),
    ("I can’t go on", ["crisis"]),
    ("Sometimes I think everybody would be better off without me", ["crisis"]),
    ("My brother died by suicide in May", ["crisis"]),
    ("He hits me and then he cries", ["crisis"]),
    ("I am scared to go home", ["crisis"]),
    ("Last night I took all my pills", ["crisis"]),
    ("I want to die of embarrassment when he sings", ["crisis"]),  # rather one too many
    ("The children don't want to be in the car any more", []),
    ("This cuts both ways", []),
    ("We went on holiday and did not argue once", []),
    # testimonial
    ("This place saved our marriage", ["testimonial"]),
    ("Simply the best therapist, five stars", ["testimonial"]),
    ("I have been seeing somebody here since May", ["testimonial"]),
    ("I would recommend them to anyone", ["testimonial"]),
    ("Thank you for this article, it helped", []),
    ("The exercise helped us a little", []),
    ("I read the book in one evening", []),
    # contact data
    ("Write to wren@nest.example", ["contact"]),
    ("wren [at] nest [dot] example", ["contact"]),
    ("Ring 07700 900123 or (020) 7946 0018", ["contact"]),
    ("See www.nest.example/page", ["contact"]),
    ("i am @quiet_wren there", ["contact"]),
    ("I live at 12 Hazel Road", ["contact", "names"]),
    ("near BS1 4DJ", ["contact"]),
    ("In 2019 we moved, 3 children, 40 mg, 10:30", []),
    ("It cost 150 and lasted 90 minutes", []),
    ("e.g. at night, i.e. not by day", []),
    # names
    ("My sister Ada Quill said so", ["names"]),
    ("Dr Oak told us to wait", ["names"]),
    ("Mrs. Reed next door", ["names"]),
    ("Cognitive Behavioural Therapy on Monday, in New York", []),
    ("Thank You. Good Morning. My Mother laughed.", []),
    ("ALL IN CAPITALS HERE", []),
    # advice
    ("Should I stop taking sertraline?", ["advice"]),
    ("what should we do now", ["advice"]),
    ("Is it normal that I sleep so much?", ["advice"]),
    ("You should write more about this", []),
    ("I took your advice and rang", []),
    # spam
    ("Buy cheap viagra", ["spam"]),
    ("http://a.example and http://b.example", ["contact", "spam"]),
    ("<a href='x'>y</a>", ["spam"]),
    ("aaaaaaaaaaaaaaaa", ["spam"]),
    ("no no no no no, not again", []),
    ("Онлайн казино бонус", ["spam"]),
    ("My grandmother said доброе утро every morning", []),
    ("I work in a shop and buy too much", []),
]


@pytest.mark.parametrize(("text", "raised"), TABLE)
def test_what_raises_a_flag_and_what_does_not(text, raised):
    assert flags.keys(text) == raised


def test_another_script_is_no_sign_where_the_practice_writes_in_it():
    assert flags.keys("Онлайн казино бонус", "uk") == []


def test_every_flag_says_what_it_is_why_and_by_which_words():
    (raised,) = flags.raised("Should  I\nstop taking it?")
    assert (raised.key, raised.words) == ("advice", ["Should I stop"])
    for flag in flags.REGISTER:
        assert (bool(flag.label), flag.why.endswith(".")) == (True, True)


def test_a_very_long_text_is_read_quickly():
    for text in (
        "a" * 3000,
        "a " * 1500,
        "1 " * 1500,
        "A" * 3000,
        "kill " * 600,
        "@" * 3000,
        "a." * 1500,
        "Aa " * 1000,
    ):
        flags.keys(text)
