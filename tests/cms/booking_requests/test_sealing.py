"""What is sealed opens for its own row and practice, with a key of the ring, and in no other way."""

import base64

import pytest

from cms.booking_requests import sealing
from cms.booking_requests.sealing import CannotBeOpened, contact_mark, contact_marks, open_sealed, seal

ROW = {"practice_id": 1, "model": "booking_requests.BookingRequest", "token": "row"}
WRITTEN = {"name": "Wren Vole", "wish": "a quiet word"}
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture(autouse=True)
def _keys(settings):
    settings.REQUEST_KEYS = {"new": NEW, "old": OLD}


def test_what_is_sealed_opens_again():
    sealed = seal(WRITTEN, **ROW)
    assert sealed.startswith("v1.new.")
    assert open_sealed(sealed, **ROW) == WRITTEN


def test_the_same_words_are_sealed_differently_each_time_and_are_of_one_length():
    sealed = {seal({"name": "W" * length}, **ROW) for length in range(100)}
    assert len(sealed) == 100
    assert len({len(each) for each in sealed}) == 1


@pytest.mark.parametrize(
    "elsewhere", [{"practice_id": 2}, {"token": "another"}, {"model": "booking_requests.Letter"}, {"practice_id": "1"}]
)
def test_moved_to_another_row_model_or_practice_it_does_not_open(elsewhere):
    sealed = seal(WRITTEN, **ROW)
    with pytest.raises(CannotBeOpened, match="belongs to another row or practice"):
        open_sealed(sealed, **{**ROW, **elsewhere})


def changed_at(sealed: str, place: int) -> str:
    head, _, box = sealed.rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(box))
    raw[place] ^= 1
    return f"{head}.{base64.urlsafe_b64encode(raw).decode()}"


@pytest.mark.parametrize("place", [0, 11, 12, 40, -17, -1])
def test_one_changed_bit_anywhere_closes_it(place):
    with pytest.raises(CannotBeOpened):
        open_sealed(changed_at(seal(WRITTEN, **ROW), place), **ROW)


@pytest.mark.parametrize(
    "broken", ["", "v1", "v1.new", "v1.new.", "v1.new.AAAA", "v1.new.*", "v2.new.AAAA", "Wren Vole", "v1.new.ä"]
)
def test_what_is_no_sealed_text_raises_too(broken):
    with pytest.raises(CannotBeOpened):
        open_sealed(broken, **ROW)


def test_the_name_of_the_key_is_part_of_what_is_sealed(settings):
    settings.REQUEST_KEYS = {"new": NEW, "twin": NEW}
    sealed = seal(WRITTEN, **ROW)
    with pytest.raises(CannotBeOpened):
        open_sealed(sealed.replace("v1.new.", "v1.twin."), **ROW)


def test_every_key_of_the_ring_opens_and_the_first_one_seals(settings):
    settings.REQUEST_KEYS = {"old": OLD}
    sealed = seal(WRITTEN, **ROW)
    settings.REQUEST_KEYS = {"new": NEW, "old": OLD}
    assert open_sealed(sealed, **ROW) == WRITTEN
    assert seal(WRITTEN, **ROW).startswith("v1.new.")
    settings.REQUEST_KEYS = {"new": NEW}
    with pytest.raises(CannotBeOpened, match="the key “old” is not in REQUEST_KEYS"):
        open_sealed(sealed, **ROW)


def test_another_key_under_the_same_name_does_not_open(settings):
    sealed = seal(WRITTEN, **ROW)
    settings.REQUEST_KEYS = {"new": OLD}
    with pytest.raises(CannotBeOpened):
        open_sealed(sealed, **ROW)


def test_a_mark_is_the_practices_the_contacts_and_the_keys_own():
    marks = {contact_mark(1, "a@b.example"), contact_mark(2, "a@b.example"), contact_mark(1, "a@c.example")}
    assert len(marks | set(contact_marks(1, "a@b.example"))) == 4
    assert contact_mark(1, "a@b.example") == contact_mark(1, "a@b.example") == contact_marks(1, "a@b.example")[0]
    assert sealing.first_key() == "new"
