"""The check on its own screen and beside the editor: who sees it, who decides, and what another practice learns."""

import re

import pytest
from django.urls import reverse

from cms.article_check.models import CheckDecision
from cms.articles.models import ArticlePage
from sites.scoping import in_practice
from tests.building import make_article
from tests.conftest import signed_in

from .writing import paragraphs

pytestmark = pytest.mark.django_db
CLAIMS = ("We guarantee that it helps.", "Research shows it.", "It cures panic.")
REASON = "We say how, two lines below."


def written(side, *texts, owner="practitioner") -> ArticlePage:
    with in_practice(side.practice):
        page = make_article("A claim", live=False, owner=getattr(side, owner))
        page.body = page.body.stream_block.to_python(paragraphs(*(texts or CLAIMS[:1])))
        page.save_revision()
        return page


def address(page) -> str:
    return reverse("article_check", args=(page.pk,))


def fingerprint_in(answer) -> str:
    return re.search(r'name="fingerprint" value="([0-9a-f]{32})"', answer.content.decode()).group(1)


def decide(client, page, *, beside=False, **data):
    shown = client.get(address(page))
    data = {"how": "decide", "fingerprint": fingerprint_in(shown), "reason": REASON, **data}
    return client.post(address(page) + ("?beside=1" if beside else ""), data)


def decisions(side) -> list[str]:
    with in_practice(side.practice):
        return list(CheckDecision.objects.values_list("reason", flat=True))


def test_a_foreign_article_is_as_missing_as_none(alder, birch, django_assert_num_queries):
    foreign, own = written(birch), written(alder)
    client = signed_in(alder.editor, alder.practice)
    fingerprint = fingerprint_in(client.get(address(own)))
    answers = []
    for pk in (foreign.pk, 999_999):
        path = reverse("article_check", args=(pk,))
        answers.append(
            [client.get(path).status_code, client.post(path, {"fingerprint": fingerprint, "reason": "x"}).status_code]
        )
    assert answers == [[404, 404], [404, 404]]
    assert decisions(birch) == []


@pytest.mark.parametrize(
    ("who", "owner", "status"),
    [
        ("editor", "practitioner", 200),
        ("owner", "practitioner", 200),
        ("practitioner", "practitioner", 200),
        ("second_practitioner", "practitioner", 302),
    ],
)
def test_who_may_change_the_article_sees_and_decides(alder, who, owner, status):
    page = written(alder, owner=owner)
    client = signed_in(getattr(alder, who), alder.practice)
    seen = client.get(address(page))
    assert seen.status_code == status
    if status == 200:
        assert decide(client, page).status_code == 302
        assert decisions(alder) == [REASON]
    else:
        assert client.post(address(page), {"fingerprint": "0" * 32, "reason": REASON}).status_code == status
        assert decisions(alder) == []


def test_every_finding_leads_to_its_place_with_why_and_how(alder):
    page = written(alder)
    client = signed_in(alder.practitioner, alder.practice)
    html = client.get(address(page)).content.decode()
    block = page.body[0].id
    assert f'href="{reverse("wagtailadmin_pages:edit", args=(page.pk,))}#block-{block}-section"' in html
    assert "“guarantee” is a claim, and no source is named." in html
    assert "Name the source, say it more carefully, or leave it out." in html
    assert "1 thing to look at before it can go on." in html


def test_a_decision_is_shown_with_its_reason_and_can_be_taken_back(alder):
    page, client = written(alder), signed_in(alder.practitioner, alder.practice)
    decide(client, page)
    shown = client.get(address(page))
    assert REASON in shown.content.decode()
    assert "Nothing stands in the way." in shown.content.decode()
    client.post(address(page), {"how": "again", "fingerprint": fingerprint_in(shown)})
    assert decisions(alder) == []


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(("reason", "sentence"), [(" ", "Say in a few words"), ("x" * 501, "at most 500 characters")])
def test_a_reason_that_is_not_right_is_said_at_its_place_and_kept(alder, reason, sentence, beside):
    page, client = written(alder), signed_in(alder.practitioner, alder.practice)
    answer = decide(client, page, reason=reason, beside=beside)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert sentence in html
    assert f">{reason}</textarea>" in html
    assert ("<html" in html) is not beside
    assert decisions(alder) == []


@pytest.mark.parametrize("data", [{"fingerprint": "0" * 32}, {"fingerprint": ""}, {"fingerprint": "x" * 99}])
def test_what_is_not_found_any_more_is_not_decided(alder, data):
    page, client = written(alder), signed_in(alder.practitioner, alder.practice)
    assert decide(client, page, **data).status_code == 422
    assert decisions(alder) == []


def test_a_stop_can_not_be_decided(alder):
    page, client = written(alder, "He died by suicide."), signed_in(alder.editor, alder.practice)
    html = client.get(address(page)).content.decode()
    assert "offers no help in a crisis" in html
    assert "Leave it" not in html


def test_beside_the_editor_stands_the_same_and_its_number(alder):
    page, client = written(alder, *CLAIMS), signed_in(alder.practitioner, alder.practice)
    html = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    toggle = html.partition('data-side-panel-toggle="article-check"')[2].partition("</button>")[0]
    assert re.search(r"data-side-panel-toggle-counter[^>]*>\s*3\s*<", toggle)
    panel = html.partition('data-side-panel="article-check"')[2]
    assert f'data-article-check="{address(page)}"' in panel
    assert panel.count('href="#block-') >= 3
    assert "admin/article_check.js" in html


def test_a_new_article_has_the_panel_and_a_home_page_has_not(alder):
    with in_practice(alder.practice):
        from cms.articles.wagtail_hooks import article_index

        index, home = article_index(), alder.practice.site.root_page_id
    client = signed_in(alder.owner, alder.practice)
    new = client.get(reverse("wagtailadmin_pages:add", args=("articles", "articlepage", index.pk))).content.decode()
    assert "The check begins when your first words are saved." in new
    assert 'data-article-check=""' in new
    assert "article-check" not in client.get(reverse("wagtailadmin_pages:edit", args=(home,))).content.decode()
    assert client.get(reverse("article_check", args=(home,))).status_code == 404


def test_the_newest_draft_is_what_is_checked(alder):
    page, client = written(alder, "All is well."), signed_in(alder.practitioner, alder.practice)
    assert "Nothing stands in the way." in client.get(address(page)).content.decode()
    with in_practice(alder.practice):
        page.body = page.body.stream_block.to_python(paragraphs(CLAIMS[0]))
        page.save_revision()
    assert "1 thing to look at" in client.get(address(page) + "?beside=1").content.decode()


def test_a_long_list_is_cut(alder):
    page = written(alder, *(f"We guarantee number {number}." for number in range(130)))
    html = signed_in(alder.editor, alder.practice).get(address(page)).content.decode()
    assert html.count('class="article-check-asks"') <= 100
    assert "130 things to look at" in html
    assert "And 33 more." in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_screen_asks_no_more_for_three_than_for_one(alder, number, django_assert_num_queries):
    page, client = written(alder, *CLAIMS[:number]), signed_in(alder.editor, alder.practice)
    for _ in range(number):
        decide(client, page)
    client.get(address(page))
    with django_assert_num_queries(24):
        html = client.get(address(page)).content.decode()
    assert html.count("Decide again") == number


def test_what_was_typed_is_shown_as_text(alder):
    page, client = (
        written(alder, "<b>We guarantee</b> &lt;script&gt;alert(1)&lt;/script&gt; it."),
        signed_in(alder.editor, alder.practice),
    )
    decide(client, page, reason="<script>alert(2)</script>")
    html = client.get(address(page)).content.decode()
    assert "<script>alert" not in html
