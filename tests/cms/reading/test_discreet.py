"""Of a page in safety mode other programs learn its address and nothing else."""

import re

from cms.articles.models import ArticlePage
from cms.reading import discreet
from cms.reading.card_making import draw_card
from tests.building import make_article, make_picture
from tests.conftest import reader


def test_others_learn_nothing_of_a_page_in_safety_mode(at_alder, monkeypatch):
    monkeypatch.setattr(discreet, "is_discreet", lambda page: getattr(page, "title", "") == "Leaving home")
    practice = at_alder.practice
    page, plain = make_article("Leaving home", listing_image=make_picture()), make_article("Sleep")
    draw_card.call(practice.pk, page.pk)
    assert ArticlePage.objects.get(pk=page.pk).card == ""
    head = reader(practice).get(page.url).text.partition("</head>")[0]
    told = head.partition("</title>")[2].replace(page.get_url(), "")
    assert "Leaving" not in re.sub(r'<meta name="description"[^>]*>', "", told)
    assert "og:image" not in head
    assert 'property="og:title" content="Alder Practice"' in head
    for address in ("/feed.atom", "/feed.json"):
        text = reader(practice).get(address).content.decode()
        assert ("Leaving" in text, "Sleep" in text) == (False, True)
    assert reader(practice).get(f"{page.url}handout/").status_code == 404
    assert reader(practice).get(f"{plain.url}handout/").status_code == 200
