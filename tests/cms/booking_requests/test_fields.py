"""What is typed wrongly gets a sentence at its field, and nothing that was typed is lost."""

from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cms.booking_requests import times
from tests.conftest import reader
from tests.isolation.forms import _Reader

from .conftest import CONTACT, NAME, filled, make_offer, send, stored

IN_A_WEEK = timezone.localdate() + timedelta(days=7)
TABLE = [
    ({"name": ""}, "name", "Tell us what to call you. A first name will do."),
    ({"name": "   "}, "name", "Tell us what to call you. A first name will do."),
    ({"name": "W" * 81}, "name", "Please keep to 80 characters. You have 81."),
    ({"name": "Wren\0"}, "name", "Null characters are not allowed."),
    ({"reach": None}, "reach", "Choose how we may answer you."),
    ({"reach": "fax"}, "reach", "Choose one of these."),
    ({"contact": ""}, "contact", "Type the address or number that we may use."),
    ({"contact": "wren"}, "contact", "“wren” is no e-mail address. Write it like wren@example.org."),
    ({"contact": "+44 1632 960147"}, "contact", "“+44 1632 960147” is no e-mail address."),
    ({"reach": "phone"}, "contact", f"“{CONTACT}” is no telephone number. Write it like +44 1632 960147."),
    ({"reach": "text", "contact": "12"}, "contact", "“12” has too few or too many digits."),
    ({"known": None}, "known", "Choose whether you have been here before."),
    ({"place": None}, "place", "Choose where you would like to meet."),
    ({"place": "by_phone"}, "place", "Choose one of these."),
    ({"consent": None}, "consent", "Tick this, or ring us instead: we may not answer without it."),
    ({"zone": "Europe/Atlantis"}, "zone", "This time zone does not exist."),
    ({"zone": "../../etc/passwd"}, "zone", "This time zone does not exist."),
    ({"zone": ""}, "zone", "Choose your time zone."),
    ({"day_1": "2020-01-31"}, "day_1", "This is in the past. Choose a day and time to come."),
    ({"day_1": "31 May"}, "day_1", "Write the day like 2026-05-31."),
    ({"day_1": (IN_A_WEEK + timedelta(days=400)).isoformat()}, "day_1", "This is more than a year away."),
    ({"time_1": "half past"}, "time_1", "Write the time like 14:30."),
    ({"time_2": "10:00"}, "day_2", "Choose the day for this time."),
    ({"day_3": "2020-01-31"}, "day_3", "This is in the past."),
    ({"website": "https://robot.example"}, "website", "Send this once more: a field that nobody sees had been filled."),
]


def form_in(page) -> dict:
    """What a browser would send from the page as it stands."""
    found = _Reader()
    found.feed(page.text)
    return next(form for form in found.forms if form.action.endswith("/request/")).data()


class ById(HTMLParser):
    """The attributes of every element that has an id."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page.text)

    def handle_starttag(self, tag, attrs):
        if "id" in dict(attrs):
            self.found[dict(attrs)["id"]] = dict(attrs)


@pytest.mark.parametrize(("changes", "field", "sentence"), TABLE, ids=[f"{row[1]}-{i}" for i, row in enumerate(TABLE)])
def test_each_mistake_has_its_sentence_at_its_field_and_above_and_nothing_is_lost(
    alder, offer, changes, field, sentence
):
    sent = filled(offer, **changes)
    page = send(alder.practice, offer, data=sent)
    assert page.status_code == 422
    assert stored(alder.practice) == []
    form = page.wsgi_request.request_form
    assert list(form.errors) == [field]
    assert form.errors[field][0].startswith(sentence)
    places = ById(page).found
    (place, said), *others = form.summary
    assert others == []
    assert said in form.errors[field]
    if field != "website":
        assert f'<a href="#{place}">' in page.text
        assert places[place]["aria-invalid"] == "true"
        assert f"request-{field}_error" in places
    again = form_in(page)
    kept = {name: value for name, value in sent.items() if name not in ("website", "form_token", "proof", "reach")}
    kept = {name: value for name, value in kept.items() if value not in ("by_phone", "Europe/Atlantis", "", None)}
    assert {name: again.get(name) for name in kept if "\0" not in kept[name] and "/etc" not in kept[name]} == {
        name: [value] for name, value in kept.items() if "\0" not in value and "/etc" not in value
    }


def test_errors_are_named_where_screen_readers_look(alder, offer):
    places = ById(send(alder.practice, offer, contact="wren", name="")).found
    assert places["request-contact"]["aria-describedby"].split() == [
        "request-contact_helptext",
        "request-contact_error",
    ]
    assert "autofocus" in send(alder.practice, offer, name="").text


def test_the_form_can_be_sent_again_once_it_is_right(alder, offer):
    page = send(alder.practice, offer, contact="wren")
    again = {**{name: values[0] for name, values in form_in(page).items()}, "contact": CONTACT}
    assert send(alder.practice, offer, data=again).status_code == 303
    assert len(stored(alder.practice)) == 1


@pytest.mark.parametrize(
    ("reach", "typed", "kept"),
    [
        ("phone", "01632 960147", "+441632960147"),
        ("text", "+1 206 555 0147", "+12065550147"),
        ("email", " Wren@Nest.Example ", "wren@nest.example"),
    ],
)
def test_what_one_is_reached_by_is_kept_in_one_form(alder, offer, reach, typed, kept):
    assert send(alder.practice, offer, reach=reach, contact=typed).status_code == 303
    (request,) = stored(alder.practice)
    assert request.content()["contact"] == kept


def test_days_and_times_may_be_left_out(alder, offer):
    assert send(alder.practice, offer, day_1="", time_1="").status_code == 303
    assert stored(alder.practice)[0].content()["times"] == []


def test_only_the_places_of_the_offer_can_be_chosen_and_one_alone_is_not_asked_for(alder):
    only = make_offer(alder.practice, name="Online", slug="online", in_person=False)
    page = reader(alder.practice).get("/book/online/")
    assert 'name="place"' not in page.text
    assert send(alder.practice, only, place="in_person").status_code == 303
    assert stored(alder.practice)[0].content()["place"] == "online"


def test_free_text_is_neither_asked_for_nor_taken_unless_switched_on(alder, offer):
    assert 'name="words"' not in reader(alder.practice).get("/book/first-talk/").text
    send(alder.practice, offer, words="Something long")
    assert stored(alder.practice)[0].content()["words"] == ""


def test_script_in_a_name_stays_text(alder, offer):
    page = send(alder.practice, offer, name="<script>alert(1)</script>", contact="x")
    assert "<script>alert" not in page.text
    assert NAME not in page.text


# --- on the clock ---

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("local", "there"),
    [
        ("2027-03-28T00:59", True),
        ("2027-03-28T01:00", False),
        ("2027-03-28T01:59", False),
        ("2027-03-28T02:00", True),
        ("2026-10-25T01:30", True),  # twice
    ],
)
def test_an_hour_that_is_left_out_in_spring_does_not_exist(local, there):
    assert times.is_on_the_clock(datetime.fromisoformat(local), LONDON) is there


def test_a_left_out_hour_is_refused_at_its_field(alder, offer, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 3, 1, tzinfo=ZoneInfo("UTC")))
    page = send(alder.practice, offer, day_1="2027-03-28", time_1="01:30")
    assert page.wsgi_request.request_form.errors == {
        "day_1": ["On this day the clocks go forward, and 01:30 does not exist. Choose another time."]
    }
    assert send(alder.practice, offer, day_1="2027-03-28", time_1="01:30", zone="Asia/Tokyo").status_code == 303


def test_the_past_is_the_past_of_the_readers_own_clock(alder, offer, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 23, 30, tzinfo=ZoneInfo("UTC")))
    today = {"day_1": date(2026, 12, 1).isoformat(), "time_1": "23:45"}
    assert send(alder.practice, offer, **today, zone="Europe/London").status_code == 303
    assert send(alder.practice, offer, **today, zone="Asia/Tokyo").status_code == 422
    assert send(alder.practice, offer, **today, zone="America/New_York").status_code == 303
