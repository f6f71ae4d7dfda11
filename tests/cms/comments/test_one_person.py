"""One person's comments: found, downloaded, erased; shortened without a new word; answered without saying who comes."""

import json

import pytest

from cms.booking_requests import rotation
from cms.comments import answering, persons, shortening
from cms.comments.models import ReaderComment
from sites.audit.models import AuditEntry
from sites.scoping import in_practice
from tests.conftest import reader, signed_in

from .conftest import EMAIL, article_at, stored, written

PERSON = "/admin/comments/person/"
SECRETS = (EMAIL, "Quillfeather", "What I regret")


@pytest.fixture
def hers(alder, birch, article):
    """Three comments of one person, one of somebody else under the same name, one of hers at another practice."""
    theirs = article_at(birch.practice)
    with in_practice(birch.practice):
        written(theirs, "At the other practice", email=EMAIL, name="Quillfeather")
    with in_practice(alder.practice):
        made = [
            written(article, f"What I regret {state}", state, email=EMAIL, name="Quillfeather")
            for state in ("approved", "held", "rejected")
        ]
        written(article, "Somebody else", "approved", name="quillfeather")
        written(article, "An answer", "approved", parent_id=made[0].pk)
    return made


def test_found_by_address_or_by_name_by_the_owner_alone(alder, hers):
    owner, editor = (signed_in(person, alder.practice) for person in (alder.owner, alder.editor))
    by_address = owner.post(PERSON, {"email": EMAIL.upper()}).context["found"]
    assert [one.pk for one in by_address] == [one.pk for one in hers]
    by_name = owner.post(PERSON, {"name": "Quillfeather"}).context["found"]
    assert [one.text for one in by_name][3:] == ["Somebody else"]
    assert "Type an e-mail address or a name." in owner.post(PERSON, {}).text
    assert editor.post(PERSON, {"email": EMAIL}).status_code == 302
    with in_practice(alder.practice):
        entries = list(AuditEntry.objects.filter(action="comment.looked_for").values_list("title", flat=True))
    assert sorted(entries) == ["3 found", "4 found"]


def test_downloaded_whole(alder, hers):
    owner = signed_in(alder.owner, alder.practice)
    answer = owner.post(f"{PERSON}export/", {"comment": [one.pk for one in hers]})
    found = json.loads(answer.content)["comments"]
    assert [(one["number"], one["email"], one["name"]) for one in found] == [
        (one.pk, EMAIL, "Quillfeather") for one in hers
    ]
    assert found[0]["text"] == "What I regret approved"


def test_erased_after_a_question_and_nothing_of_it_is_left_anywhere(alder, birch, hers, article):
    owner, keys = signed_in(alder.owner, alder.practice), [one.pk for one in hers]
    assert "Erase 3 comments for good?" in owner.post(f"{PERSON}erase/", {"comment": keys}).text
    assert len(persons_left(alder)) == 3
    owner.post(f"{PERSON}erase/", {"comment": keys, "sure": "yes"})
    with in_practice(alder.practice):
        rows = list(ReaderComment.objects.filter(pk__in=keys).values())
        assert [(row["state"], row["text"], row["name"], row["sealed"], row["contact_mark"]) for row in rows] == [
            ("erased", "", "", "", "")
        ] * 3
        assert [row["purge_on"] is None for row in rows] == [True, False, False]
        log = str(list(AuditEntry.objects.values()))
    page = reader(alder.practice).get(article.url).text
    for words in SECRETS:
        assert (words in log, words in page.replace("quillfeather", "")) == (False, False)
    assert page.count("This comment was removed at its writer’s request.") == 1
    assert ("An answer" in page, "Somebody else" in page) == (True, True)
    assert [one.text for one in stored(birch.practice)] == ["At the other practice"]


def persons_left(side):
    with in_practice(side.practice):
        return list(persons.comments_of_person(EMAIL))


def test_a_new_key_seals_the_addresses_anew(alder, hers, settings):
    settings.REQUEST_KEYS = {"new": b"n" * 32} | settings.REQUEST_KEYS
    assert [done.not_opened for done in rotation.rotate()][-1] == []
    assert rotation.keys_not_needed() == ["tests"]
    settings.REQUEST_KEYS = {"new": b"n" * 32}
    assert [one.content() for one in persons_left(alder)] == [{"contact": EMAIL}] * 3


# --- shortening ---


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        ("My sister Ada Quill said no", "My sister […] said no", True),
        ("We live in Hull and argue", "We live in [a town] and argue", True),
        ("It did not help", "It did help", True),  # shorter; the difference shows what goes
        ("It did not help", "It did really help", False),
        ("a b c", "c b a", False),
        ("a", "a [this is a whole story that somebody would like to add here]", False),
    ],
)
def test_words_can_be_taken_out_and_not_added(before, after, holds):
    assert shortening.only_removes(before, after) == holds


def looked_at(data) -> str:
    """What the page with the difference sends along."""
    return shortening.mark(data["name"], data["text"])


def test_the_difference_is_shown_before_it_is_saved_and_the_former_words_are_gone(alder, article):
    with in_practice(alder.practice):
        comment = written(article, "My sister Ada Quill said no", "approved")
        comment.save()
    editor, address = signed_in(alder.editor, alder.practice), f"/admin/comments/{comment.pk}/shorten/"
    data = {"name": "Wren", "text": "My sister […] said no", "seen": shortening.mark_of(comment)}
    assert "<del>Ada Quill</del><ins>[…]</ins>" in editor.post(address, data).text
    assert stored(alder.practice)[0].text == "My sister Ada Quill said no"
    assert "Words can only be taken out here." in editor.post(address, {**data, "text": "He said no"}).text
    assert "What changes" in editor.post(address, {**data, "text": "My", "looked_at": looked_at(data)}).text
    editor.post(address, {**data, "looked_at": looked_at(data)})
    (saved,) = stored(alder.practice)
    assert (saved.text, saved.name, saved.edited_by, saved.flags) == (data["text"], "Wren", alder.editor, [])
    assert "Shortened by the practice to protect privacy" in reader(alder.practice).get(article.url).text
    shorter = {**data, "text": "My sister"}
    again = editor.post(address, {**shorter, "looked_at": looked_at(shorter)}, follow=True)
    assert "This comment was changed or erased meanwhile." in again.text
    with in_practice(alder.practice):
        assert "Quill" not in str(list(AuditEntry.objects.values())) + str(list(ReaderComment.objects.values()))


# --- answers ---


def test_an_answer_asks_for_the_note_to_be_read_and_then_stands_below(alder, article):
    with in_practice(alder.practice):
        first = written(article, "First", "approved")
        second = written(article, "Second", "approved", parent_id=first.pk)
    editor, address = signed_in(alder.editor, alder.practice), f"/admin/comments/{second.pk}/reply/"
    assert "We can&#x27;t discuss anybody&#x27;s care in public" in editor.get(f"{address}?answer=0").text
    for wrong in ("99", "x", "-1"):
        assert editor.get(f"{address}?answer={wrong}").status_code == 200
    missing = editor.post(address, {"text": "Thank you."})
    assert "Read the note above, then tick this." in missing.text
    assert "Thank you." in missing.text
    editor.post(address, {"text": "Thank you.", "understood": "on"})
    made = stored(alder.practice)[-1]
    assert (made.state, made.parent_id, made.written_by, made.is_by_practice) == (
        "approved",
        first.pk,
        alder.editor,
        True,
    )


def test_no_template_says_or_denies_that_somebody_is_a_client():
    for template in answering.templates():
        words = template["text"].lower()
        assert not any(phrase in words for phrase in ("you are a client", "our client", "you are not", "know you."))
