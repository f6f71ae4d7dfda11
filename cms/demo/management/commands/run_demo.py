"""manage.py run_demo: everything the demonstration needs, then the site itself, in one process."""

import errno
import hashlib
import os
import socket

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.serving import Serving
from cms.demo.installation import load_installation
from sites.models import Membership, Practice
from sites.models.practice import installation_address
from sites.roles import RoleKey
from sites.scoping import across_practices

THREADS = 8


class Command(BaseCommand):
    help = "Sets the demonstration up where it is not yet, prints where to go, and serves it."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args, port, **options):
        self._need_free(port)
        with across_practices():
            call_command("migrate", verbosity=0, interactive=False)
        self._collect_static()
        if not Practice.objects.exists():
            self.stdout.write("Opening the demonstration's practices, which takes a minute the first time …")
        call_command("load_demo", stdout=self.stdout)
        self._print_addresses()
        # One process does everything here, and threads share its work.
        Serving(port=port, workers=1, threads=THREADS).run("cms.wsgi:application")

    @staticmethod
    def _need_free(port: int):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise CommandError(
                        f"Port {port} is taken. Stop what runs there, or choose another: make demo PORT={port + 1}"
                    ) from error
                raise CommandError(
                    f"Port {port} can not be used ({error.strerror}). Try make demo PORT=8080"
                ) from error

    def _collect_static(self):
        """Compressing takes a while, so it is done only when a file has changed."""
        stamp = settings.STATIC_ROOT.parent / "static.stamp"
        wanted = _fingerprint(settings.BASE_DIR / "static", settings.BASE_DIR / "requirements" / "runtime.txt")
        if not stamp.exists() or stamp.read_text() != wanted:
            self.stdout.write("Collecting and compressing static files …")
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            stamp.write_text(wanted)

    def _print_addresses(self):
        data, slugs = load_installation()
        write = self.stdout.write
        write("\nAnteroom is ready. Every login's password is " + self.style.SUCCESS(data["password"]) + "\n")
        everybody = {data["editor"]["email"]}
        for practice in Practice.objects.filter(slug__in=slugs).order_by("name"):
            write(f"\n{practice.name}")
            write(f"  read   {practice.base_url}/")
            write(f"  work   {practice.admin_url}")
            people = Membership.everywhere.filter(practice=practice).select_related("user")
            for role in RoleKey:
                emails = [m.user.email for m in people if m.role == role and m.user.email not in everybody]
                if emails:
                    write(f"         {role.label.lower():13}{', '.join(emails)}")
        home = installation_address()
        write(f"\nAn editor of all five: {data['editor']['email']} ({home}/admin/desk/ shows what waits at each)")
        write(f"The installation: {home}/admin/ with {data['operator']['email']}")
        write("LOOSENED for the trial: no second factor is asked of operators (cms/settings/demo.py)")
        write(f"Letters that would be mailed are files in {_shown(settings.DATA_DIR / 'mail')}")
        write("Stop with Ctrl+C.\n")
        self.stdout.flush()


def _shown(path) -> str:
    """A path the way the person who typed the command sees it."""
    return os.path.relpath(path)


def _fingerprint(*roots) -> str:
    """Changes when a file below changes in name, size or content."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()
