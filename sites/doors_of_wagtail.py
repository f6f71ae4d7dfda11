"""Which of Wagtail's views are doors of ours. Looked at one by one with Wagtail 8.0.1 (see docs/decisions/0013)."""

from django.apps import apps

from .doors import DOCUMENT, NAMED_BESIDE, PAGE, PICTURE, At, close_doors, open_doors


def _named(namespace: str, names: str) -> list[str]:
    return [f"{namespace}:{name}" if namespace else name for name in names.split()]


# What the admin itself is made of: first page, icons, words for scripts, the person's own account.
HOUSE = "wagtailadmin_home wagtailadmin_sprite wagtailadmin_javascript_catalog wagtailadmin_account wagtailadmin_logout wagtailadmin_login wagtailadmin_dismissibles"  # fmt: skip # noqa: E501
PAGES = """
    add preview_on_add type_use type_use_results choose_parent usage edit preview_on_edit view_draft add_subpage
    delete unpublish search search_results move move_confirm set_page_position copy workflow_action
    collect_workflow_action_data confirm_workflow_cancellation workflow_preview set_privacy lock unlock
    revisions_index revisions_view revisions_revert revisions_unschedule revisions_compare
    workflow_history workflow_history_detail history history_results
"""
AROUND_PAGES = """
    wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results wagtail_bulk_action
    wagtailadmin_choose_page wagtailadmin_choose_page_child wagtailadmin_choose_page_search
    wagtailadmin_choose_page_chosen_multiple wagtailadmin_choose_page_external_link
    wagtailadmin_choose_page_email_link wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link
    wagtailadmin_tag_model_autocomplete wagtailadmin_block_preview
"""
IMAGES = """
    index index_results edit delete preview add image_usage add_multiple edit_multiple delete_multiple
    create_multiple_from_uploaded_image delete_upload_multiple
"""
DOCUMENTS = """
    index index_results add edit delete add_multiple edit_multiple delete_multiple document_usage
    create_multiple_from_uploaded_document delete_upload_multiple
"""
CHOOSER = "choose choose_results chosen chosen_multiple create"
SNIPPET = """
    list list_results add edit delete usage history history_results revisions_revert revisions_compare
"""
REPORTS = "locked_pages locked_pages_results site_history site_history_results aging_pages aging_pages_results"

CLOSED = {
    "Membership and invitations do this; accounts belong to no practice": ["wagtailusers_users:*"],
    "There are no groups": ["wagtailusers_groups:*"],
    "There is one workflow a practice, made when it is opened": ["wagtailadmin_workflows:*"],
    "They list what all practices have": [
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:workflow_tasks_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
    ],
    "The page chooser and the explorer do without": [
        "wagtailadmin_api:images:*",
        "wagtailadmin_api:documents:*",
        "wagtailadmin_api:pages:find",
        "wagtailadmin_api:pages:action",
    ],
    "Tags belong to one practice; the address that names the model is used": ["wagtailadmin_tag_autocomplete"],
    "Pictures and documents ask the pages that they are used on": [
        "wagtailadmin_collections:set_privacy",
        "wagtaildocs_authenticate_with_password",
    ],
    "Nothing is fetched from anywhere": ["wagtailembeds:*"],
    "There are no aliases": ["wagtailadmin_pages:convert_alias"],
    "Addresses of pictures are made by pages": ["wagtailimages:url_generator", "wagtailimages:url_generator_output"],
    "Its form writes over the original (Wagtail 8.0.1)": ["wagtailsnippets_*:copy"],
    "Each list has its own entry in the menu": ["wagtailsnippets:index"],
    "One signs in at the installation's host": ["wagtailadmin_password_reset*", "wagtailcore_login"],
    "Tests of Wagtail's own": ["wagtailadmin_error_test", ""],
}


def open_wagtails_doors():
    """Called once, from SitesConfig.ready()."""
    open_doors(_named("", HOUSE), At.BOTH)
    open_doors(_named("wagtailadmin_pages", PAGES), task_id="", pk=PAGE)
    open_doors(_named("", AROUND_PAGES))
    open_doors(["wagtailadmin_api:pages:listing", "wagtailadmin_api:pages:detail"], pk=PAGE)
    open_doors(["wagtailadmin_editing_sessions:ping"], object_id=NAMED_BESIDE)
    open_doors(["wagtailadmin_editing_sessions:release"])
    open_doors(_named("wagtailadmin_reports", REPORTS))
    open_doors(_named("wagtailadmin_collections", "index add edit delete"), pk="wagtailcore.Collection")
    open_doors(_named("wagtailimages", IMAGES))
    open_doors(_named("wagtaildocs", DOCUMENTS))
    open_doors(_named("wagtailimages_chooser", f"{CHOOSER} select_format"), pk=PICTURE)
    open_doors(_named("wagtaildocs_chooser", CHOOSER), pk=DOCUMENT)
    open_doors(["wagtailsettings:edit", "wagtailsettings:preview_on_edit"], pk="wagtailcore.Site")
    open_doors(["wagtailcore_authenticate_with_password", "wagtail_serve"])
    for why, names in CLOSED.items():
        close_doors(names, why)


def open_snippets_doors(*models: str):
    """A kind of thing that practices keep and choose: its lists, forms, history and chooser."""
    for label in models:
        model = apps.get_model(label)._meta
        of = f"{model.app_label}_{model.model_name}"
        open_doors(_named(f"wagtailsnippets_{of}", SNIPPET), pk=label)
        open_doors(_named(f"wagtailsnippetchoosers_{of}", CHOOSER), pk=label)
