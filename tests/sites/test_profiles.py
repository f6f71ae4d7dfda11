"""Everybody works in their practice's time from the first screen on."""

from wagtail.users.models import UserProfile

from sites.scoping import in_practice
from tests.conftest import signed_in


def test_who_signs_in_for_the_first_time_sees_the_practices_time(alder):
    with in_practice(alder.practice):
        UserProfile.objects.filter(user=alder.practitioner).delete()
    alder.practice.time_zone = "America/Los_Angeles"
    alder.practice.save()
    client = signed_in(alder.practitioner, alder.practice)
    assert client.get("/admin/").status_code == 200
    with in_practice(alder.practice):
        assert UserProfile.objects.get(user=alder.practitioner).current_time_zone == "America/Los_Angeles"
