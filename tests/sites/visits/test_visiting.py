"""An operator's visit begins with a reason, is told to the owners at once, and ends."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from sites.audit.models import AuditEntry
from sites.models import Membership, User
from sites.visits import visiting
from sites.visits.models import OperatorVisit
from tests.conftest import signed_in
from tests.sites.practices import operators_browser
from tests.sites.visits.words import ROOM, WHY, begin_url


def log_of(practice, action) -> list:
    return list(
        AuditEntry.everywhere.of_practice(practice and practice.pk)
        .filter(action=action)
        .values_list("title", flat=True)
    )


# --- who may begin, and how ---


def test_a_visit_has_an_operator_a_reason_and_an_end(visit, operator, alder):
    assert (visit.practice, visit.operator, visit.reason) == (alder.practice, operator, WHY)
    assert visit.ends_at - visit.begun_at == timedelta(minutes=30)
    assert visit.owners_told_at is not None


def test_the_owners_get_a_letter_at_once_that_says_who_why_and_until_when(visit, alder):
    [letter] = mail.outbox
    assert letter.to == ["owner@alder.example"]
    with timezone.override(alder.practice.time_zone):
        until = timezone.localtime(visit.ends_at).strftime("%H:%M")
    for words in ("Op (operator@anteroom.example)", WHY, f"until {until}", alder.practice.admin_url):
        assert words in letter.body


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": "too short"}, "reason"), ({"reason": ""}, "reason"), ({"minutes": "600"}, "minutes")],
)
def test_a_visit_without_a_good_reason_does_not_begin(typed, field, alder, birch, operator):
    response = operators_browser(operator).post(begin_url(alder), {"reason": WHY, "minutes": "15", **typed})
    assert list(response.context["form"].errors) == [field]
    assert OperatorVisit.everywhere.count() == 0


def test_nobody_begins_a_visit_at_a_practices_address(alder, birch, operator):
    for place, role in ((alder, "owner"), (birch, "owner"), (birch, "editor"), (alder, "practitioner")):
        response = signed_in(getattr(place, role), place.practice).post(
            begin_url(alder), {"reason": WHY, "minutes": 15}
        )
        assert response.status_code == 404
    with pytest.raises(PermissionDenied):
        visiting.begin(alder.owner, birch.practice, reason=WHY, minutes=15)
    assert OperatorVisit.everywhere.count() == 0


def test_who_has_a_place_there_signs_in_as_themselves(alder, birch, operator):
    Membership.everywhere.create(practice=alder.practice, user=operator, role="practitioner")
    with pytest.raises(ValidationError, match="have a place"):
        visiting.begin(operator, alder.practice, reason=WHY, minutes=15)


# --- how it ends ---


def test_after_its_time_the_next_request_is_nobodys(visitor, visit):
    assert visitor.get(ROOM).status_code == 200
    OperatorVisit.everywhere.update(begun_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now())
    for address in (ROOM, "/admin/", "/admin/pages/"):
        assert visitor.get(address).url.startswith("/admin/login/")


def test_the_owner_ends_it(visitor, visit, alder, birch):
    end = reverse("practice_visit_end", args=(visit.pk,))
    for place, role, status in ((alder, "editor", 302), (alder, "practitioner", 302), (birch, "owner", 404)):
        assert signed_in(getattr(place, role), place.practice).post(end).status_code == status
    assert visitor.get(ROOM).status_code == 200
    owner = signed_in(alder.owner, alder.practice)
    assert owner.get(end).status_code == 405
    assert "is not let in any more" in owner.post(end, follow=True).text
    assert visitor.get(ROOM).url.startswith("/admin/login/")
    assert log_of(alder.practice, "visit.ended") == [f"Op (operator@anteroom.example): {WHY}"]


def test_signing_out_ends_it(visitor, visit, operator, alder):
    visitor.post(reverse("wagtailadmin_logout"))
    visit.refresh_from_db()
    assert visit.ended_at is not None
    assert AuditEntry.everywhere.get(action="visit.ended", practice=alder.practice).actor == operator


@pytest.mark.parametrize("field", ["is_superuser", "is_active"])
def test_it_ends_with_the_operators_account(field, visitor, operator):
    User.everyone.filter(pk=operator.pk).update(**{field: False})
    assert visitor.get(ROOM).url.startswith("/admin/login/")
