"""The form that an article is edited in."""

from sites.own_references import OwnReferencesPageForm


class ArticleForm(OwnReferencesPageForm):
    """Names each author once, in the place where they were named first.

    Two open tabs may send somebody who is there already as a new row. It is the same person, so nothing of what was
    typed is lost. The same person twice in one tab gets a sentence before it comes to this.
    """

    def save(self, commit=True):
        article = super().save(commit=False)
        once = {}
        for author in article.authors.all():
            once.setdefault(author.profile_id, author)
        article.authors = list(once.values())
        if commit:
            article.save()
            self.save_m2m()
        return article
