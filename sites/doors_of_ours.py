"""The doors of the ground: people, the practice's details, signing in, the log, visits, the operator's practices."""

from .doors import PAGE, At, close_doors, open_doors

# At the installation's own host, each for the person who is signed in there; ids are looked for among their own rows.
ACCOUNT = """
    account_login account_logout account_reauthenticate account_change_password account_reset_password
    account_reset_password_done account_reset_password_from_key account_reset_password_from_key_done
    mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
    mfa_generate_recovery_codes mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_login_webauthn
    mfa_reauthenticate_webauthn mfa_remove_webauthn mfa_edit_webauthn
    sign_ins end_sign_in end_other_sign_ins my_practices invitation enter
"""
PEOPLE = "index index_results add edit delete"
PRACTICES = "index index_results add edit"
# What Wagtail's viewsets bring besides; the practice's log tells what happened, and nothing here is "used" anywhere.
NOT_ASKED_FOR = "history history_results usage"


def _of(viewset: str, names: str) -> list[str]:
    return [f"{viewset}:{name}" for name in names.split()]


def open_our_doors():
    """Called once, from SitesConfig.ready()."""
    open_doors(ACCOUNT.split(), At.INSTALLATION)
    open_doors(["use_ticket", "leave_practice", "practice_details"])
    open_doors(_of("practice_people", PEOPLE), pk="practices.Membership")
    open_doors(_of("practice_people", "send_again withdraw"), pk="practices.Invitation")
    open_doors(_of("practices", PRACTICES), At.INSTALLATION)
    open_doors(["audit_log"], At.BOTH)
    open_doors(["practice_bare_log", "visit_begin"], At.INSTALLATION)
    open_doors(["practice_visits", "visit_pages"])
    open_doors(["practice_visit", "practice_visit_end"], pk="visits.OperatorVisit")
    open_doors(["visit_page"], pk=PAGE)
    for viewset in ("practice_people", "practices"):
        close_doors(_of(viewset, NOT_ASKED_FOR), "The practice's log tells what happened")
