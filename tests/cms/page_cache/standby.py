"""A streaming standby of the PostgreSQL that the tests run on, made in a temporary folder and thrown away."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.db import connections

from tests.load.needed import postgresql_programs
from tests.load.throw_away import HERE, _as_postgres, free_port

# A standby does not start with fewer connections than its primary has.
LEAN = "-c fsync=off -c shared_buffers=16MB -c max_connections=500"


class Standby:
    """Copies the whole server once and follows its log. Needs a way in as ``postgres``, which CI's server gives."""

    def __init__(self, primary: dict):
        self.primary, self.port = primary, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="standby-", dir="/tmp"))
        self.programs = postgresql_programs()

    def _run(self, program: str, *words: str):
        command = [*_as_postgres(), str(self.programs / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", timeout=60)

    def create(self):
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        to = ["-h", self.primary["HOST"] or HERE, "-p", str(self.primary["PORT"] or 5432), "-U", "postgres"]
        self._run("pg_basebackup", *to, "-D", f"{self.folder}/db", "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.start()

    def start(self):
        options = f"-p {self.port} -k {self.folder} -c listen_addresses={HERE} {LEAN}"
        self._run("pg_ctl", "-D", f"{self.folder}/db", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self):
        self._run("pg_ctl", "-D", f"{self.folder}/db", "-m", "immediate", "-w", "stop")

    def as_superuser(self, statement: str):
        words = ["-q", "-h", HERE, "-p", str(self.port), "-U", "postgres", "-c", statement]
        self._run("psql", *words)

    def catch_up(self, seconds=10):
        """Wait until it has replayed what the primary has written by now."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
            point = cursor.fetchone()[0]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with connections["replica"].cursor() as cursor:
                cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [point])
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.02)
        raise TimeoutError

    def throw_away(self):
        with suppress(subprocess.CalledProcessError):  # a test may have stopped it
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
