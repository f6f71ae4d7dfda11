"""Letters of the workflow."""

from django.core import mail

from tests.building import make_article


def test_submitting_tells_everybody_who_may_approve(at_alder):
    article = make_article(live=False, owner=at_alder.practitioner)
    mail.outbox.clear()
    at_alder.practice.workflow.start(article, at_alder.practitioner)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["editor@alder.example", "owner@alder.example"]
    assert all("http://alder.anteroom.localhost/admin/pages/" in letter.body for letter in mail.outbox)


def test_who_submits_is_not_told(at_alder):
    article = make_article(live=False, owner=at_alder.editor)
    mail.outbox.clear()
    at_alder.practice.workflow.start(article, at_alder.editor)
    assert [letter.to[0] for letter in mail.outbox] == ["owner@alder.example"]
