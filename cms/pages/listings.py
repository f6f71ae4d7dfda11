"""The admin's views of pages where Wagtail's own would show, or ask for, more than one practice."""

from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from .models import BasePage


class AnyPageFilterSet(GenericPageFilterSet):
    """Without the filter by site, which lists every practice's: here there is only one."""

    site = None


class CopyOwnPageForm(CopyForm):
    """Without aliases, which pages here never are: an alias has the original's owner, and no words of its own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


class CopyOwnPageView(CopyView):
    """Wagtail's looks the chosen place up before the form has, and breaks where there is none."""

    def get_form_class(self):
        return CopyOwnPageForm

    def post(self, request, page_id, *args, **kwargs):
        chosen = request.POST.get("new_parent_page", "")
        place = BasePage.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
        self.parent_page = place or self.parent_page
        return super(CopyView, self).post(request, page_id, *args, **kwargs)


class SafetyColumn(Column):
    """Marks pages in safety mode (docs/decisions/0017)."""

    cell_template_name = "wagtailadmin/pages/safety_cell.html"


class OwnPagesView(ExplorableIndexView):
    """Wagtail's explorer, with what an editor must not overlook."""

    base_columns = [*ExplorableIndexView.base_columns, SafetyColumn("in_safety_mode", label="Safety mode", width="8%")]


class PracticePageViewSet(PageViewSet):
    """All page types use this one."""

    model = BasePage
    index_view_class = OwnPagesView
    filterset_class = AnyPageFilterSet
    copy_view_class = CopyOwnPageView
