"""On the demonstration's finished articles the article check is quiet: no stop, no question, and no hint either."""

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
                number += 1
                found += [(slug, article.slug, one.rule, one.excerpt or one.what) for one in check(article).findings]
    assert number >= 30
    assert found == []
