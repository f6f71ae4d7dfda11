"""People and their memberships: one account, a role in each practice."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower, Now
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import cached_property

from ..lookups import HasPlaceHere
from ..managers import EveryoneManager, PeopleManager, ScopedManager
from ..roles import GIVEN, ROLES, VISITOR, Ability, Role, RoleKey
from ..scoping import Kind, current_scope


class _OperatorFlag(DeferredAttribute):
    """Read as False wherever a practice is in scope, whatever is stored."""

    def __get__(self, instance, cls=None):
        stored = super().__get__(instance, cls)
        if instance is None:
            return stored
        return bool(stored) and current_scope().kind is not Kind.PRACTICE

    def __set__(self, instance, value):
        # With a setter Python asks __get__ before it looks into the instance.
        instance.__dict__[self.field.attname] = value


class OperatorField(models.BooleanField):
    """Django's and Wagtail's ``is_superuser``, which opens no practice's address.

    Both ask ``user.is_superuser`` in many places and then stop asking anything else. An operator runs the
    installation; what one may do in a practice follows from a membership there, as for anybody else.
    """

    descriptor_class = _OperatorFlag

    def pre_save(self, instance, add):
        return instance.__dict__.get(self.attname, False)

    def value_from_object(self, obj):
        return obj.__dict__.get(self.attname, False)


class User(AbstractUser):
    """A person with an account. Signs in by e-mail address."""

    username = None
    is_staff = None
    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": "This address can not be used. Choose another one."},
    )
    is_superuser = OperatorField(
        "operator", default=False, help_text="Runs the installation; opens no practice's address by itself."
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    # `objects` is the default manager: Wagtail's and Django's look-ups see only people with a place in the scope.
    objects = PeopleManager()
    everyone = EveryoneManager()

    class Meta:
        ordering = ["first_name", "last_name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self):
        return self.get_full_name() or self.email

    @property
    def is_operator(self) -> bool:
        """Whether the account runs the installation, whatever is in scope. It opens nothing by itself."""
        return self.is_active and type(self)._meta.get_field("is_superuser").value_from_object(self)

    @cached_property
    def _memberships_seen(self) -> dict:
        return {}

    def membership_in(self, practice) -> "Membership | None":
        """This person's membership in the practice, asked once per request."""
        seen = self._memberships_seen
        if practice.pk not in seen:
            seen[practice.pk] = Membership.everywhere.filter(user_id=self.pk, practice_id=practice.pk).first()
        return seen[practice.pk]

    @cached_property
    def _visits_seen(self) -> dict:
        return {}

    def visit_to(self, practice):
        """An operator's running visit to a practice where they have no place, asked once per request; else None."""
        if not self.is_operator or self.membership_in(practice):
            return None
        seen = self._visits_seen
        if practice.pk not in seen:
            from ..visits.visiting import running_visit  # visits stand above people

            seen[practice.pk] = running_visit(self, practice)
        return seen[practice.pk]

    @property
    def role(self) -> Role | None:
        """The role in the practice in scope; None elsewhere and for people without a place here."""
        scope = current_scope()
        if scope.kind is not Kind.PRACTICE or not self.is_active:
            return None
        membership = self.membership_in(scope.practice)
        if membership:
            return ROLES[membership.role]
        return VISITOR if self.visit_to(scope.practice) else None

    def can(self, ability: Ability) -> bool:
        """Whether this person has the ability in the practice in scope, by the role or given by the owner."""
        role = self.role
        if role is None:
            return False
        place = self.membership_in(current_scope().practice)
        return place.can(ability) if place else role.can(ability)


User._meta.get_field("id").register_lookup(HasPlaceHere)


def owners_of(practice):
    """A practice's active owners as a queryset, whatever is in scope: letters to them are written anywhere."""
    places = Membership.everywhere.filter(practice=practice, role=RoleKey.OWNER, user__is_active=True)
    return User.everyone.filter(pk__in=places.order_by().values("user"))


class Membership(models.Model):
    """A person's place in a practice, with a role."""

    names_strangers = True  # see sites/guard.py
    # Managing people is the owner's (sites/roles.py).
    needs = dict.fromkeys(("view", "add", "change", "delete"), Ability.MANAGE_PEOPLE)

    practice = models.ForeignKey(
        "practices.Practice", on_delete=models.CASCADE, related_name="memberships", editable=False
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="person")
    role = models.CharField(max_length=20, choices=RoleKey, default=RoleKey.PRACTITIONER)
    answers_requests = models.BooleanField(
        "reads booking requests",
        default=False,
        help_text="May read what readers write when they ask for a time, and answer them. Owners always may.",
    )
    approves = models.BooleanField(
        "approves articles",
        default=True,
        help_text="Is asked when an article waits for approval. Counts for editors and owners, who may publish.",
    )
    reviews = models.BooleanField(
        "reviews articles clinically",
        default=False,
        help_text="Is asked when an article waits for clinical review, and reads it then. Needs a profile with a "
        "credential that holds on the day of the review.",
    )
    # No content that anything is used in. Wagtail would index it from the moment the admin's addresses are loaded, so
    # that a practice opened by a command had other rows than one opened on the screen.
    wagtail_reference_index_ignore = True

    created_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    # Here, and not the account's own last_login, which would tell when somebody works for another practice.
    last_entered_at = models.DateTimeField(null=True, editable=False)

    objects = ScopedManager()
    # A person's own memberships are the one thing that is looked up before there is a scope.
    everywhere = models.Manager()

    class Meta:
        ordering = ["user__first_name", "user__last_name"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_membership_per_practice")]

    def __str__(self):
        return f"{self.user} ({self.get_role_display()})"

    def can(self, ability: Ability) -> bool:
        """Whether the person has the ability in this practice, by the role or given by the owner."""
        return ROLES[self.role].can(ability) or (ability in GIVEN and getattr(self, GIVEN[ability]))
