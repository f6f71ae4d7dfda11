"""Pictures, documents and their tags."""

from django.apps import AppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig


class MediaConfig(AppConfig):
    default = True  # the two below are imported for their names, and Django would choose none
    name = "cms.media"
    label = "media"
    verbose_name = "Pictures and documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from sites.doors import check_argument
        from sites.periodic import every_day, every_round

        from . import figures  # noqa: F401  (importing registers)
        from .sweeping import uploads_put_aside
        from .tasks import make_what_is_missing
        from .waiting import may_go_on

        check_argument("uploaded_file_id", may_go_on)
        every_round(make_what_is_missing, "Sizes of pictures that are missing are made")
        every_day(uploads_put_aside, "Files that were put aside a day ago are deleted")


class PracticeImagesConfig(WagtailImagesAppConfig):
    """Wagtail's images with the practice's policy.

    Wagtail registers its own policy in ``ready()``, and the last registration wins; so ours follows it here.
    """

    default = False

    def ready(self):
        super().ready()
        _register_policy("media.PracticeImage", "wagtailimages.Image")


class PracticeDocumentsConfig(WagtailDocsAppConfig):
    """Wagtail's documents with the practice's policy; see PracticeImagesConfig."""

    default = False

    def ready(self):
        super().ready()
        _register_policy("media.PracticeDocument", "wagtaildocs.Document")


def _register_policy(model_name: str, auth_model: str):
    from django.apps import apps
    from wagtail.permissions import register_permission_policy

    from sites.policies import PracticeMediaPolicy

    model = apps.get_model(model_name)
    policy = PracticeMediaPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
    register_permission_policy(model, policy)
