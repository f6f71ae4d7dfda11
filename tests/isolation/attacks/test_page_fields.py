"""Attacks 1 to 13: keys of B's things in the fields, blocks and texts of A's pages."""

import pytest
from django.apps import apps
from wagtail.test.utils.form_data import inline_formset, streamfield

from cms.articles.blocks import PageBodyBlock
from cms.pages.models import BasePage
from cms.people.models import Credential
from tests.conftest import reader
from tests.isolation import posting

from .asking import newest, refused, send, text_of


def edit(page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def topics(page) -> list:
    return [topic.pk for topic in page.topics.all()]


def profiles(page) -> list:
    return [author.profile_id for author in page.authors.all()]


def block_values(page) -> list:
    """The newest blocks after the first paragraph, as they are stored."""
    return [block["value"] for block in page.body.raw_data][1:]


@pytest.fixture
def public(a):
    """What readers see of the article that is attacked."""
    return lambda: text_of(reader(a.practice).get("/articles/an-article/"))


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_01_hero_is_a_picture_of_b(role, a, b, request):
    somebody = request.getfixturevalue(role)
    assert refused(somebody, edit(a.article), posting.article(a, listing_image=b.picture.pk)) == 200
    assert newest(a, a.article).listing_image_id == a.picture.pk
    assert send(somebody, edit(a.other), posting.article(a, listing_image=a.picture.pk)).status_code == 302
    assert newest(a, a.other).listing_image_id == a.picture.pk


def test_01_hero_of_a_practitioners_own_draft(a, b, practitioner):
    form = {"publish": False, "slug": "a-draft"}
    assert refused(practitioner, edit(a.draft), posting.article(a, listing_image=b.picture.pk, **form)) == 200
    assert send(practitioner, edit(a.draft), posting.article(a, listing_image=a.picture.pk, **form)).status_code == 302
    assert newest(a, a.draft).listing_image_id == a.picture.pk


def test_02_a_related_page_is_a_profile_of_b(a, b, owner):
    """The rows of a byline name pages."""
    own = posting.article(a, authors=[a.profile.pk])
    known = {"authors-INITIAL_FORMS": 1, "authors-0-id": a.author.pk}
    assert refused(owner, edit(a.article), posting.article(a, authors=[b.profile.pk])) == 200
    assert refused(owner, edit(a.article), own | known | {"authors-0-profile": b.profile.pk}) == 200
    assert send(owner, edit(a.article), own | known).status_code == 302
    assert newest(a, a.article, profiles) == [a.profile.pk]
    strange = posting.article(a, authors=[a.profile.pk], slug="another") | {"authors-0-id": b.author.pk}
    assert refused(owner, edit(a.other), strange) == 302  # it is a row that is new
    assert newest(a, a.other, profiles) == [a.profile.pk]


def test_03_an_attachment_is_a_document_of_b(a, b, owner):
    """No field of ours names a document, and no block; texts do (11)."""
    documents = apps.get_model("media.PracticeDocument")
    pointing = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is documents
    ]
    assert pointing == [("media.DocumentTag", "content_object")]
    assert refused(owner, edit(a.article), posting.article(a, attachment=b.document.pk)) == 302


def test_04_a_topic_is_one_of_b(a, b, owner):
    assert refused(owner, edit(a.article), posting.article(a, topics=[b.topic.pk])) == 200
    assert refused(owner, edit(a.article), posting.article(a, topics=[a.topic.pk, b.topic.pk])) == 200
    assert newest(a, a.article, topics) == [a.topic.pk]
    assert send(owner, edit(a.other), posting.article(a, topics=[a.topic.pk])).status_code == 302
    assert newest(a, a.other, topics) == [a.topic.pk]


def test_05_an_author_is_a_person_of_b(a, b, owner):
    assert refused(owner, edit(a.profile), posting.profile(a, person=b.practitioner.pk)) == 200
    assert newest(a, a.profile).person_id == a.practitioner.pk
    assert send(owner, edit(a.profile), posting.profile(a, person=a.editor.pk)).status_code == 302
    assert newest(a, a.profile).person_id == a.editor.pk


def test_05_a_service_names_an_offer_of_b(a, b, owner):
    assert refused(owner, edit(a.service), posting.service(a, offer=b.offer.pk)) == 200
    assert send(owner, edit(a.service), posting.service(a, offer=a.offer.pk)).status_code == 302
    assert newest(a, a.service).offer_id == a.offer.pk


def block(kind: str, thing):
    """A block that names a thing, as the editor sends it."""
    item = {"deleted": "", "order": "0", "id": "", "type": "item", "value": thing.pk}
    return {
        "image": ("image", {"image": thing.pk, "caption": "", "alt": "", "decorative": ""}),
        "article": ("related_articles", {"title": "More", "articles": {"0": item, "count": "1"}, "fill_up": ""}),
        "bank": ("faq", {"title": "Asked", "items": streamfield([("from_bank", thing.pk)])}),
        "offer": (
            "call_to_action",
            {"which": "chosen", "offer": thing.pk, "heading": "Come", "text": posting.words(), "button": "Book"},
        ),
    }[kind]


def refuse_block(kind, foreign, own, a, somebody):
    assert refused(somebody, edit(a.article), posting.article(a, "", block(kind, foreign))) == 200
    kept = str(block_values(newest(a, a.article)))
    assert send(somebody, edit(a.other), posting.article(a, "", block(kind, own))).status_code == 302
    assert str(own.pk) in str(block_values(newest(a, a.other)))
    assert str(foreign.pk) not in kept


def test_06_a_block_shows_a_picture_of_b(a, b, owner):
    refuse_block("image", b.picture, a.picture, a, owner)


def test_07_a_block_offers_a_document_of_b(a, b, owner):
    """No block holds a document; one that says it does is no block."""
    assert [name for name in PageBodyBlock().child_blocks if "document" in name or "file" in name] == []
    assert refused(owner, edit(a.article), posting.article(a, "", ("document", b.document.pk))) in (302, 500)


def test_08_a_block_names_an_article_of_b(a, b, owner):
    refuse_block("article", b.article, a.article, a, owner)


def test_09_a_block_takes_an_answer_of_bs_bank(a, b, owner):
    refuse_block("bank", b.entry, a.entry, a, owner)


def test_09_a_block_leads_to_an_offer_of_b(a, b, owner):
    refuse_block("offer", b.offer, a.offer, a, owner)


@pytest.mark.parametrize("data", [{"parentId": 1}, {"parentId": 1, "url": "/"}, {"url": "https://alder.example/"}])
def test_10_a_text_links_to_a_page_of_b(data, a, b, owner, public):
    forged = posting.article(a, "", ("paragraph", posting.words_with("LINK", id=b.article.pk, **data)))
    status = refused(owner, edit(a.article), forged)
    assert (status, str(b.article.pk) in str(newest(a, a.article).body.raw_data)) in ((200, False), (302, False))
    assert str(b.article.pk) not in public()
    own = posting.words_with("LINK", id=a.other.pk, parentId=a.index.pk)
    assert send(owner, edit(a.article), posting.article(a, "", ("paragraph", own))).status_code == 302
    assert f'id="{a.other.pk}"' in str(newest(a, a.article).body.raw_data)
    assert '<a href="/articles/alder-other-article/">see there</a>' in public()


def test_10_the_bank_and_a_profile_link_to_a_page_of_b(a, b, owner):
    link = posting.words_with("LINK", id=b.article.pk, parentId=b.index.pk)
    bank = f"/admin/snippets/faq/faqentry/edit/{a.entry.pk}/"
    assert refused(owner, bank, {"question": "How long?", "answer": link}) in (200, 302, 400)
    assert refused(owner, edit(a.profile), posting.profile(a, about=link)) in (200, 302, 400)
    own = posting.words_with("LINK", id=a.other.pk, parentId=a.index.pk)
    assert send(owner, bank, {"question": "How long?", "answer": own}).status_code == 302
    assert send(owner, edit(a.profile), posting.profile(a, about=own)).status_code == 302
    assert f'id="{a.other.pk}"' in newest(a, a.profile).about


def test_11_a_text_links_to_a_document_of_b(a, b, owner, public):
    forged = posting.article(a, "", ("paragraph", posting.words_with("DOCUMENT", id=b.document.pk)))
    assert refused(owner, edit(a.article), forged) in (200, 302)
    own = posting.article(a, "", ("paragraph", posting.words_with("DOCUMENT", id=a.document.pk)))
    assert send(owner, edit(a.article), own).status_code == 302
    assert a.document.url in public()


def test_12_a_text_embeds_a_picture_of_b(a, b, owner, public):
    """Texts take no pictures and no films: what the editor never sends is dropped, be it B's or A's own."""
    for picture in (b.picture, a.picture):
        text = posting.words_with("IMAGE", id=picture.pk, format="left", alt="")
        assert refused(owner, edit(a.article), posting.article(a, "", ("paragraph", text))) in (200, 302)
    film = posting.words_with("EMBED", url=b.article.full_url, embedType="video")
    assert refused(owner, edit(a.article), posting.article(a, "", ("paragraph", film))) in (200, 302)
    assert "embed" not in str(newest(a, a.article).body.raw_data)


FORGED = {
    "picture": lambda side: {"listing_image": side.picture.pk},
    "profile": lambda side: {"authors": [side.profile.pk]},
    "topic": lambda side: {"topics": [side.topic.pk]},
}


@pytest.mark.parametrize("what", FORGED)
def test_13_a_preview_shows_what_is_bs(what, a, b, owner):
    """Nothing is saved, but a preview draws what was sent."""
    preview = f"/admin/pages/{a.article.pk}/edit/preview/"
    assert refused(owner, preview, posting.article(a, **FORGED[what](b))) == 200
    assert refused(owner, preview) == 200
    sent = send(owner, preview, posting.article(a, "Alder, previewed", **FORGED[what](a)))
    assert (sent.json(), "Alder, previewed" in text_of(send(owner, preview))) == (
        {"is_valid": True, "is_available": True},
        True,
    )


@pytest.mark.parametrize("kind", ["image", "article", "bank", "offer"])
def test_13_a_preview_shows_blocks_with_what_is_bs(kind, a, b, owner):
    things = {"image": "picture", "article": "other", "bank": "entry", "offer": "offer"}
    preview = f"/admin/pages/{a.article.pk}/edit/preview/"
    forged = posting.article(a, "", block(kind, getattr(b, things[kind])))
    assert refused(owner, preview, forged) == 200
    assert refused(owner, preview) == 200
    own = send(owner, preview, posting.article(a, "", block(kind, getattr(a, things[kind]))))
    assert own.json() == {"is_valid": True, "is_available": True}


def test_13_a_new_page_names_what_is_bs(a, b, owner):
    add = f"/admin/pages/add/articles/articlepage/{a.index.pk}/"
    new = {"slug": "a-new-one"}
    for forged in (FORGED[name](b) for name in FORGED):
        assert refused(owner, add, posting.article(a, "Alder, new", **new, **forged)) == 200
        assert refused(owner, f"{add}preview/", posting.article(a, "Alder, new", **new, **forged)) == 200
    assert send(owner, add, posting.article(a, "Alder, new", **new, authors=[a.profile.pk])).status_code == 302
    assert BasePage._base_manager.filter(slug="a-new-one").values_list("practice", flat=True).get() == a.practice.pk


def test_13_a_row_of_bs_in_as_form(a, b, owner):
    """A form's rows carry the keys of rows that are there; one that is not this page's is a new row."""
    rows = inline_formset([{"id": b.credential.pk, "title": "Diploma"}], initial=1)
    assert refused(owner, edit(a.profile), posting.profile(a, credentials=rows)) == 302
    assert Credential._base_manager.get(title="Diploma").page_id == a.profile.pk
    rows = inline_formset([{"id": a.credential.pk, "title": "Master"}], initial=1)
    assert send(owner, edit(a.profile), posting.profile(a, credentials=rows)).status_code == 302
    assert Credential._base_manager.get(pk=a.credential.pk).title == "Master"
