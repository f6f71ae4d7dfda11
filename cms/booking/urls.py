"""The practice's own pages for its offers."""

from django.urls import path

from .views import booking_count, booking_offer

urlpatterns = [
    path("book/<slug:slug>/", booking_offer, name="booking_offer"),
    path("book/<slug:slug>/count/", booking_count, name="booking_count"),
]
