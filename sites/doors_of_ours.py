"""The doors of the ground: people, the practice's own details, the operator's list of practices."""

from .doors import At, close_doors, open_doors


def open_our_doors():
    """Called once, from SitesConfig.ready()."""
    people = [f"practice_people:{name}" for name in ("index", "index_results", "add", "edit", "delete")]
    open_doors(people, pk="practices.Membership")
    open_doors(["practice_details"])
    practices = [f"practices:{name}" for name in ("index", "index_results", "add", "edit")]
    open_doors(practices, At.INSTALLATION)
    close_doors(["practice_people:*", "practices:*"], "The practice's log tells what happened")
