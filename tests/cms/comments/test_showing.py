"""Comments below an article: pages of threads, harmless text, what is gone, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.articles.models import ArticlePage
from cms.comments import persons
from cms.comments.models import ReaderComment
from cms.comments.texts import plain, plain_line
from sites.scoping import in_practice
from tests.conftest import reader, signed_in

from .conftest import article_at, choose, written

ATTACKS = [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ('"><img src=x onerror=alert(1)>', "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"),
    ("javascript:alert(1) http://shop.example/?a=1&b=2", "javascript:alert(1) http://shop.example/?a=1&amp;b=2"),
    ("{{ practice.phone }} {% url 'x' %}", "{{ practice.phone }} {% url &#x27;x&#x27; %}"),
    ("one\ntwo\n\nthree", "<p>one<br>two</p>\n\n<p>three</p>"),
]


@pytest.mark.parametrize(("text", "drawn"), ATTACKS)
def test_a_text_is_drawn_as_words_and_nothing_of_it_is_a_link(alder, article, text, drawn):
    with in_practice(alder.practice):
        written(article, text, "approved", name="<b>Wren</b>")
    page = reader(alder.practice).get(article.url).text
    assert drawn in page
    assert "&lt;b&gt;Wren&lt;/b&gt;" in page
    assert 'href="http://shop.example' not in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("nul\0 bell\a esc\x1b[31m", "nul bell esc[31m"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("wide\u00a0  space\tand tab", "wide space and tab"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("Z" + "\u0335" * 20, "Z\u0335\u0335\u0335"),
        ("spa\u200dce", "space"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Việt Nam, ệ", "Việt Nam, ệ"),
        ("👩\u200d👧 hello", "👩\u200d👧 hello"),
        ("\ud83d half", "half"),
    ],
)
def test_what_can_not_be_seen_is_taken_out_and_what_shapes_letters_stays(typed, kept):
    assert plain(typed) == kept


def test_a_name_is_one_line():
    assert plain_line("Quiet\nHeron\u202e") == "Quiet Heron"


def test_thirty_threads_a_page_oldest_first_with_their_answers(alder, article):
    with in_practice(alder.practice):
        first = [written(article, f"Thread {number:02}.", "approved") for number in range(32)]
        written(article, "Answer to the first.", "approved", parent_id=first[0].pk)
    pages = [reader(alder.practice).get(f"{article.url}?comments={number}").text for number in (1, 2, 99)]
    assert [page.count('<ol class="comment-answers">') for page in pages] == [1, 0, 1]
    assert "33 comments</h2>" in pages[0]
    assert [("Thread 29." in page, "Thread 30." in page) for page in pages] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert pages[0].index("Thread 00.") < pages[0].index("Answer to the first.") < pages[0].index("Thread 01.")
    assert "?comments=2&amp;reply=" in pages[1]


def test_a_rejected_first_comment_leaves_a_place_and_its_answers(alder, article):
    with in_practice(alder.practice):
        first = written(article, "Rejected later", "approved")
        written(article, "Its answer", "approved", parent_id=first.pk)
        ReaderComment.objects.filter(pk=first.pk).update(state="rejected")
    page = reader(alder.practice).get(article.url).text
    assert ("Rejected later" in page, "This comment is not shown." in page, "Its answer" in page) == (False, True, True)


def test_erased_for_its_writer_the_thread_stays(alder, article):
    with in_practice(alder.practice):
        first = written(article, "What I regret", "approved", name="Wren Quillfeather")
        written(article, "Its answer", "approved", parent_id=first.pk)
        persons.erase(ReaderComment.objects.filter(pk=first.pk), by=alder.owner)
    page = reader(alder.practice).get(article.url).text
    assert "This comment was removed at its writer’s request." in page
    assert ("Its answer" in page, "regret" in page, "Quillfeather" in page) == (True, False, False)


# --- what it costs ---


def cost(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_comments_cost_nothing_where_there_are_none_and_one_query_where_they_are(alder, article):
    choose(alder.practice, comments="off")
    without = cost(reader(alder.practice), article.url)
    choose(alder.practice, comments="on", house_rules="Be kind.")
    with_none = cost(reader(alder.practice), article.url)
    found = []
    for number in (1, 2):
        with in_practice(alder.practice):
            for text in range(number):
                first = written(article, f"{number} {text}", "approved")
                written(article, "Answer", "approved", parent_id=first.pk)
        found.append(cost(reader(alder.practice), f"{article.url}?reply={first.public_id}"))
    assert [with_none, *found] == [without + 1] * 3


def test_the_queue_costs_the_same_with_1_and_3_comments(alder, article):
    editor, found = signed_in(alder.editor, alder.practice), []
    for number in (1, 2):
        with in_practice(alder.practice):
            parent = written(article, "Shown", "approved")
            for text in range(number):
                written(article, f"{number} {text} I want to die", parent_id=parent.pk)
        found.append(cost(editor, "/admin/comments/"))
    assert found[0] == found[1]


def test_in_safety_mode_and_in_previews_there_are_none(alder):
    guarded = article_at(alder.practice, "When home is not safe", safety="on")
    with in_practice(alder.practice):
        written(guarded, "Not here", "approved")
        assert ArticlePage.objects.get(pk=guarded.pk).comment_days == 0
    page = reader(alder.practice).get(guarded.url).text
    assert ("Not here" in page, "comment-form" in page) == (False, False)
    assert reader(alder.practice).get(f"/comments/{guarded.pk}/").status_code == 404
