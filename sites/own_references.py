"""Forms say at its place when words link to something that this practice has not."""

from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from .guard import missing
from .ownership import practice_id_of
from .references import references_in_value, references_of
from .scoping import current_scope

LOST = "Something that this links to or shows is not here any more. Take it out, or choose it again."


class _OwnReferences:
    """What belongs to another practice gets the sentence that what is gone gets: nobody learns which it was.

    What was there before may stay: somebody else may have deleted what it named since.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _keep_own_rows(self)

    def clean(self):
        cleaned = super().clean()
        before = {(one.model, one.pk) for one in references_of(self.instance)}
        owner = practice_id_of(self.instance) or current_scope().practice_id
        for name, value in self.cleaned_data.copy().items():
            found = references_in_value(self._meta.model, name, value)
            if missing([one for one in found if (one.model, one.pk) not in before], owner):
                self.add_error(name, LOST)
        return cleaned


def _keep_own_rows(form):
    """A row that is sent with a key which is none of its parent's own rows is a new row.

    Django would look the key up among all rows there are, and tell the ones of other pages from those that are gone.
    """
    for formset in getattr(form, "formsets", {}).values():
        if formset.is_bound:
            own = {str(row.pk) for row in formset.get_queryset()}
            formset.data = formset.data.copy()
            for number in range(formset.total_form_count()):
                key = f"{formset.add_prefix(number)}-{formset.model._meta.pk.name}"
                if formset.data.get(key) and formset.data[key] not in own:
                    formset.data[key] = ""
            for child in formset.forms:
                _keep_own_rows(child)


class OwnReferencesForm(_OwnReferences, WagtailAdminModelForm):
    """The base of forms for what a practice owns."""


class OwnReferencesPageForm(_OwnReferences, WagtailAdminPageForm):
    """The base of forms for pages."""
