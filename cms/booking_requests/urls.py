"""The practice's own addresses for sending a request."""

from django.urls import path

from .views import request_sent, send_request

urlpatterns = [
    path("book/<slug:slug>/request/", send_request, name="send_request"),
    path("book/<slug:slug>/sent/", request_sent, name="request_sent"),
]
