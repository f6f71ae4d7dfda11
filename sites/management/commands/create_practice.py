"""manage.py create_practice: the same as the operator's screen."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from sites.countries import Country, Language
from sites.models import Invitation
from sites.provisioning import open_practice


class Command(BaseCommand):
    help = "Opens a practice and invites its owner. Run again, it repairs what is missing and changes nothing else."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the first part of its address")
        parser.add_argument("name")
        parser.add_argument("--owner-email", required=True)
        parser.add_argument("--owner-name", default="")
        parser.add_argument("--host", action="append", default=[], help="a host of its own; the first is the main one")
        parser.add_argument("--country", choices=Country.values, default=Country.UNITED_KINGDOM.value)
        parser.add_argument("--time-zone", default="Europe/London")
        parser.add_argument("--language", choices=Language.values, default=Language.ENGLISH_GB.value)
        parser.add_argument("--phone", default="")
        parser.add_argument("--email", default="", help="the practice's own address, shown to readers")

    def handle(self, *args, slug, name, host, **options):
        fields = {key: options[key] for key in ("country", "time_zone", "language", "phone", "email")}
        owner = {key: options[key] for key in ("owner_email", "owner_name")}
        try:
            practice = open_practice(slug=slug, name=name, hosts=tuple(host), **owner, **fields)
        except ValidationError as error:
            raise CommandError(_sentences(error)) from error
        self.stdout.write(f"{practice.name} is open.\n  read  {practice.base_url}/\n  work  {practice.admin_url}")
        if Invitation.everywhere.waiting().filter(practice=practice, sent_at=None).exists():
            self.stderr.write("The invitation could not be sent. Run this again when mail works.")


def _sentences(error: ValidationError) -> str:
    """One line for each thing that does not fit, with the name of its field."""
    if not hasattr(error, "message_dict"):
        return " ".join(error.messages)
    return "\n".join(f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items())
