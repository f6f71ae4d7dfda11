"""On the demonstration's articles, and on their versions that wait, the article check says nothing at all."""

from io import StringIO

import pytest
from django.core.management import call_command

from cms.article_check.checking import check
from cms.articles.models import ArticlePage
from cms.demo.installation import DATA
from sites.models import Practice
from sites.scoping import in_practice

SLUGS = sorted(path.name for path in DATA.iterdir() if path.is_dir())


@pytest.mark.demo
@pytest.mark.django_db
def test_no_finished_article_raises_a_false_alarm():
    number, found = 0, []
    for slug in SLUGS:
        call_command("load_demo", slug, stdout=StringIO())
        with in_practice(Practice.objects.get(slug=slug)):
            for article in ArticlePage.objects.live():
                for version in {article.live_revision, article.latest_revision}:
                    number += 1
                    findings = check(version.as_object()).findings
                    found += [(slug, article.slug, one.rule, one.excerpt or one.what) for one in findings]
    assert number >= 35
    assert found == []
