"""Of a page in safety mode other programs learn its address and nothing else."""

from cms.articles.models import ArticlePage
from cms.reading.card_making import draw_card
from tests.building import make_article, make_picture
from tests.conftest import reader


def test_others_learn_nothing_of_a_page_in_safety_mode(at_alder):
    practice = at_alder.practice
    page, plain = make_article("Leaving home", listing_image=make_picture(), safety="on"), make_article("Sleep")
    draw_card.call(practice.pk, page.pk)
    assert ArticlePage.objects.get(pk=page.pk).card == ""
    head = reader(practice).get(page.url).text.partition("</head>")[0]
    assert "leaving" not in head.replace(page.get_url(), "").lower()
    assert "og:image" not in head
    assert 'property="og:title" content="Alder Practice"' in head
    for address in ("/feed.atom", "/feed.json"):
        text = reader(practice).get(address).content.decode()
        assert ("Leaving" in text, "Sleep" in text) == (False, True)
    assert reader(practice).get(f"{page.url}handout/").status_code == 404
    assert reader(practice).get(f"{plain.url}handout/").status_code == 200
