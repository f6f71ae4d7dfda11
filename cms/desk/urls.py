"""Addresses of the desk. They stand before Wagtail's own, which only operators may open at the installation's host."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("admin/desk/", views.DeskView.as_view(), name="desk"),
    path("", include("cms.desk.calendar.urls")),
    path("admin/desk/<slug:kind>/", views.HeapView.as_view(), name="desk_heap"),
]
