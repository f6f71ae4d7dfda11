"""Addresses and words that tests of visits share."""

from django.urls import reverse

WHY = "The booking page is said to be empty"
ROOM = reverse("visit_pages")


def begin_url(place) -> str:
    return reverse("visit_begin", args=(place.practice.pk,))
