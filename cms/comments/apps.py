"""Readers' comments below articles: held until a person approves them, and what is done with them."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "cms.comments"
    label = "comments"
    verbose_name = "Comments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.booking_requests import rotation
        from sites.doors import open_doors
        from sites.periodic import every_round

        from . import carrying
        from .letters import send_due
        from .models import ReaderComment
        from .purging import purge_due

        open_doors(["comments_about", "comments", "comments_bulk", "comments_settings", "comments_person"])
        open_doors(["comments_empty", "comments_put_back", "comments_export", "comments_erase"])
        open_doors(["send_comment", "comment_held"], article_pk="articles.ArticlePage")
        open_doors(["comment_decide", "comment_shorten", "comment_reply"], pk="comments.ReaderComment")
        carrying.start()
        rotation.also(ReaderComment)
        every_round(send_due, "Letters about comments")
        every_round(purge_due, "Comments are deleted at the end of their term")
