"""The practice's own addresses for comments."""

from django.urls import path

from .views import comment_held, comments_about, send_comment

urlpatterns = [
    path("comments/about/", comments_about, name="comments_about"),
    path("comments/<int:article_pk>/", send_comment, name="send_comment"),
    path("comments/<int:article_pk>/held/", comment_held, name="comment_held"),
]
