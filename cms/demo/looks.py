"""The demonstration's looks: what each practice's owner is said to have chosen."""

from pathlib import Path

from django.core.files import File

from cms.media.models import PracticeImage
from cms.site_pages.models import PracticeSettings

LOGO = "logo.png"


def dress(settings: PracticeSettings, chosen: dict, folder: Path, owner):
    """Give the settings what ``practice.yaml`` says under ``look``, and the logo that lies beside it."""
    logo = chosen.pop("logo", None)
    for name, value in chosen.items():
        setattr(settings, name, value)
    if logo:
        with (folder / LOGO).open("rb") as file:
            settings.logo = PracticeImage.objects.create(
                title="Logo", description=logo["alt"], file=File(file, name=LOGO), uploaded_by_user=owner
            )
        settings.logo_alone = bool(logo.get("alone"))
    settings.full_clean()
