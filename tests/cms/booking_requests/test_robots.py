"""Against robots, without anybody else's help: the form's token, the sum, the limits, and forms on other sites."""

import pytest
from django.db import connection

from tests.conftest import reader

from .conftest import filled, make_offer, send, stored, token_for, worked_out

TIGHT = {"network": {"with_proof": "3/h", "without": "2/h"}, "practice": {"with_proof": "5/h", "without": "4/h"}}


def hindrance(page) -> str:
    return page.wsgi_request.request_form.hindrance


@pytest.mark.parametrize(
    ("age", "words"),
    [(0, "It came so fast"), (2, "It came so fast"), (24 * 3600 + 60, "stood open for more than a day")],
)
def test_too_fast_and_too_old_are_shown_again_with_everything_typed(alder, offer, age, words):
    page = send(alder.practice, offer, age=age)
    assert page.status_code == 422
    assert words in hindrance(page)
    assert 'value="Quillfeather"' in page.text
    assert stored(alder.practice) == []


def test_a_token_that_is_missing_changed_or_anothers_is_replaced(alder, birch, offer):
    other = make_offer(alder.practice, name="Other", slug="other")
    theirs = make_offer(birch.practice)
    good = token_for(offer)
    for token in ("", "x", good[:-1], good + "a", token_for(other), token_for(theirs), "é" * 300):
        page = send(alder.practice, offer, form_token=token)
        assert (page.status_code, "lost a mark" in hindrance(page)) == (422, True)
    assert stored(alder.practice) == []


def test_a_form_on_another_site_or_at_another_practice_sends_nothing(alder, offer):
    for where in ("cross-site", "same-site"):
        page = send(alder.practice, offer, headers={"Sec-Fetch-Site": where})
        assert (page.status_code, 'value="Quillfeather"' in page.text) == (403, True)
    assert stored(alder.practice) == []
    for where in ("same-origin", "none"):
        headers = {"Sec-Fetch-Site": where, "Origin": "null"}
        assert send(alder.practice, offer, name=where, headers=headers).status_code == 303


# --- the sum ---


def test_an_answer_is_good_for_one_request(alder, offer):
    data = filled(offer)
    data["proof"] = worked_out(offer, data["form_token"])
    assert send(alder.practice, offer, data=data).status_code == 303
    assert send(alder.practice, offer, data=data).status_code == 303  # the same request
    page = send(alder.practice, offer, data={**data, "name": "Somebody else"})
    assert (page.status_code, "had been sent before" in hindrance(page)) == (422, True)
    assert len(stored(alder.practice)) == 1


def test_a_wrong_answer_is_as_good_as_none(alder, offer, settings):
    settings.REQUEST_LIMITS = TIGHT
    first = token_for(offer)
    for proof in ("", "x", worked_out(offer, first), "A" * 4000):
        send(alder.practice, offer, name=f"W{proof[:1]}{len(proof)}", proof=proof)
    assert len(stored(alder.practice)) == 2  # what is taken without a sum


# --- limits ---


def test_over_the_limit_nothing_is_lost_and_the_reader_is_told(alder, offer, settings):
    settings.REQUEST_LIMITS = TIGHT
    answers = [send(alder.practice, offer, name=f"Wren {number}") for number in range(3)]
    assert [each.status_code for each in answers] == [303, 303, 429]
    assert answers[2]["Retry-After"] == "3600"
    assert "Too many requests have come" in hindrance(answers[2])
    assert 'href="tel:+441632960001"' in answers[2].text
    assert 'value="Wren 2"' in answers[2].text
    assert len(stored(alder.practice)) == 2


def test_with_the_sum_more_are_taken_and_a_second_press_counts_for_nothing(alder, offer, settings):
    settings.REQUEST_LIMITS = TIGHT
    statuses = []
    for number in range(4):
        data = filled(offer, name=f"Wren {number}")
        data["proof"] = worked_out(offer, data["form_token"])
        statuses += [send(alder.practice, offer, data=data).status_code for _ in range(2)]
    assert statuses == [303] * 6 + [429] * 2


def test_networks_are_counted_apart_and_the_practice_together(alder, birch, offer, settings):
    settings.REQUEST_LIMITS = TIGHT
    theirs = make_offer(birch.practice)

    def from_network(number, practice, offer, name):
        browser = reader(practice)
        data = filled(offer, name=name)
        return browser.post("/book/first-talk/request/", data, REMOTE_ADDR=f"192.0.{number}.7").status_code

    sent = [from_network(number, alder.practice, offer, f"W{number}{turn}") for number in range(3) for turn in range(3)]
    assert sent == [303, 303, 429, 303, 303, 429, 429, 429, 429]
    assert from_network(0, birch.practice, theirs, "W") == 303


def test_nothing_that_is_kept_says_where_a_request_came_from(alder, offer):
    browser = reader(alder.practice)
    answer = browser.post(
        "/book/first-talk/request/",
        filled(offer),
        REMOTE_ADDR="198.51.100.77",
        headers={"User-Agent": "Curiousbrowser/7"},
    )
    assert answer.status_code == 303
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)
            rows = repr(cursor.fetchall())
            assert [word for word in ("198.51.100", "Curiousbrowser") if word in rows] == [], table
