"""The operators' list of practices: where each is, how large, how well; fifty to a page."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from .figures import give_figures


def in_words(name: str, words):
    """A column's accessor: the figure in words, and a dash where there is none."""

    def read(practice):
        value = practice.figures.get(name)
        return "–" if value is None else words(value)

    return read


def day(moment) -> str:
    return date_format(localtime(moment), "j M Y")


def files(value) -> str:
    number, size = value
    return f"{intcomma(number)} ({filesizeformat(size)})"


def articles(value) -> str:
    live, drafts = value
    return f"{intcomma(live)} live, {intcomma(drafts)} not"


COLUMNS = [
    TitleColumn("name", url_name="practices:edit", sort_key="name"),
    "slug",
    "state",
    Column("articles", label="Articles", accessor=in_words("articles", articles)),
    Column("pictures", label="Pictures", accessor=in_words("pictures", files)),
    Column("documents", label="Documents", accessor=in_words("documents", files)),
    Column("people", label="People", accessor=in_words("people", intcomma)),
    Column("unsent", label="Letters not sent", accessor=in_words("unsent", intcomma)),
    Column("published", label="Last published", accessor=in_words("last_published", day)),
    Column("sign_in", label="Last signed in", accessor=in_words("last_sign_in", day)),
]


class PracticesView(generic.IndexView):
    """Numbers only for the rows of this page, so ten thousand practices cost what fifty do."""

    def get_table(self, object_list):
        return super().get_table(give_figures(object_list))


class OperatorsButtons:
    """On a practice's own screen: the ways to its log and to a visit."""

    @property
    def header_more_buttons(self):
        return [
            Button(
                "Visit, reading only",
                url=reverse("visit_begin", args=(self.object.pk,)),
                icon_name="view",
                priority=10,
            ),
            Button(
                "What happened there",
                url=reverse("practice_bare_log", args=(self.object.pk,)),
                icon_name="history",
                priority=20,
            ),
        ]
