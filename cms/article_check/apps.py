"""The article check: what a careful colleague would say before an article goes out (docs/decisions/0023)."""

from django.apps import AppConfig


class ArticleCheckConfig(AppConfig):
    name = "cms.article_check"
    label = "article_check"
    verbose_name = "Article check"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.articles.gates import asked_before
        from sites.doors import open_doors

        from .beside_editor import join_the_editor
        from .gate import what_the_check_says

        asked_before(what_the_check_says)
        open_doors(["article_check"])
        join_the_editor()
