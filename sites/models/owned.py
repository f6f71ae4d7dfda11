"""The abstract base of everything that belongs to one practice."""

from django.db import models
from wagtail.search import index

from ..guard import OfAnotherPractice
from ..managers import ScopedManager
from ..own_references import OwnReferencesForm
from ..roles import Ability
from ..scoping import Kind, current_scope


def claim_for_scope(instance):
    """Give a new row to the practice in scope, and refuse one that belongs to another.

    Raises OfAnotherPractice, which Django answers with 400.
    """
    scope = current_scope()
    if scope.kind is not Kind.PRACTICE:
        return
    if instance.practice_id is None:
        instance.practice = scope.practice
    elif instance.practice_id != scope.practice_id:
        raise OfAnotherPractice


class PracticeOwned(models.Model):
    """Belongs to one practice, is seen only in its scope, and takes the scope's practice when it is made."""

    # Which ability each of Wagtail's actions asks for; see sites/roles.py.
    needs = {
        "view": Ability.READ,
        "add": Ability.EDIT,
        "change": Ability.EDIT,
        "delete": Ability.EDIT,
    }

    practice = models.ForeignKey("practices.Practice", on_delete=models.CASCADE, editable=False, related_name="+")
    practice.wagtail_reference_index_ignore = True

    objects = ScopedManager()
    base_form_class = OwnReferencesForm

    search_fields = [index.FilterField("practice")]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        claim_for_scope(self)
        super().save(*args, **kwargs)

    def validate_constraints(self, exclude=None):
        """Forms leave the practice out, and with it every constraint that names it; but it is always known."""
        super().validate_constraints(exclude=set(exclude or ()) - {"practice"})

    def full_clean(self, *args, **kwargs):
        """Claim first: uniqueness within the practice can only be checked when the practice is known."""
        claim_for_scope(self)
        super().full_clean(*args, **kwargs)
