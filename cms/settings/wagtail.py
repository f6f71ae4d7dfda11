"""What is chosen of Wagtail: its models, what it may not do here, and what is taken in. Part of base.py."""

WAGTAIL_SITE_NAME = "Anteroom"
WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "media.PracticeImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PracticeDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""  # it would look an address up in every practice
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address is the account; changing it comes with its proof
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # passwords are changed where one signs in
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.reviewing.finishing.publish_decided"
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTO_UPDATE_PREVIEW = True
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]  # no SVG: it can carry scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
# No WAGTAILDOCS_EXTENSIONS: cms/media/documents.py goes by what a file holds.
WAGTAILEMBEDS_FINDERS = []  # nothing is fetched from anywhere
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
