"""manage.py rotate_request_keys: seals every booking request anew with the first key of REQUEST_KEYS."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.booking_requests.rotation import A_BATCH, Rotation, keys_not_needed, rotate
from cms.booking_requests.sealing import first_key


class Command(BaseCommand):
    help = (
        "Seals every booking request anew with the first key of REQUEST_KEYS, and says which other keys may go. "
        "Put the new key in front, restart every process, then run this. It can be stopped and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=A_BATCH, help="requests in one transaction")

    def handle(self, *args, batch, **options):
        done = Rotation()
        for done in rotate(max(batch, 1)):
            self.stdout.write(f"  {done.sealed_anew} sealed anew")
        self.stdout.write(f"{done.sealed_anew} requests were sealed anew with “{first_key()}”.")
        self._say_what_may_go()
        if done.not_opened:
            numbers = ", ".join(str(pk) for pk in done.not_opened[:20])
            raise CommandError(
                f"{len(done.not_opened)} could not be opened and are as they were ({numbers}). Put the key that sealed "
                "them back into REQUEST_KEYS and run this again."
            )

    def _say_what_may_go(self):
        others, free = list(settings.REQUEST_KEYS)[1:], keys_not_needed()
        if free:
            self.stdout.write(
                f"Nothing is sealed any more with: {', '.join(free)}. Take it out of REQUEST_KEYS once every process "
                "has been restarted with the new key in front, and no backup is needed that it opens."
            )
        if needed := [name for name in others if name not in free]:
            self.stdout.write(f"Still needed: {', '.join(needed)}.")
