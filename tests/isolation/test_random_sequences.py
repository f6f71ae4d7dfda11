"""Random sequences of what people of two practices do: after each step no row of one refers to the other.

``SEQUENCES`` says how many (2,000), ``SEED`` where they begin; a failing run prints its seed and the shortest sequence
of steps that fails.
"""

import os
from collections import Counter
from unittest import mock

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from sites.models import Membership, User
from sites.scoping import in_practice
from tests.conftest import PASSWORD, signed_in

from . import actions_around_pages  # noqa: F401  (importing puts its actions on the list)
from .actions import ACTIONS, NOBODY, OTHER, OWN, Hand
from .attacks.asking import send
from .invariant import Database, Written
from .two_sides import ROLES, browser, two_sides

SHARDS = 8
SEQUENCES = int(os.environ.get("SEQUENCES", 2000 if connection.vendor == "sqlite" else 200))
SEED = int(os.environ.get("SEED", 20260721))
STEPS = 8
# Written whatever happens, and by nobody's doing.
BESIDE = {"django_session", "wagtailadmin_formstate"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Both sides, and a person who has a place in each."""
    with django_db_blocker.unblock(), two_sides() as world:
        person = User.everyone.create_user("both@example.org", PASSWORD, first_name="Both")
        for side, role in ((world.a, "editor"), (world.b, "owner")):
            side.both = person
            Membership.everywhere.create(practice=side.practice, user=person, role=role)
            world.cookies[side.practice.slug, "both"] = signed_in(person, side.practice).cookies
        world.before = Database()
        assert world.before.crossings() == []
        yield world


class Desk(RuleBasedStateMachine):
    """Two practices at work. ``world`` and ``tally`` are set by the test."""

    world = tally = None

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        cache.clear()
        self.rows, self.written = self.world.before, Written()
        self.ever = self.rows.places()
        self.tally["sequences"] += 1

    @initialize(finishes=st.integers(0, 9).map(lambda number: number == 0))
    def begin(self, finishes):
        """In some sequences what waits for the end of a request is done as well (indexes, letters, sizes)."""
        self.finishes, self.first = finishes, len(connection.run_on_commit)

    @rule(
        side=st.sampled_from("ab"),
        role=st.sampled_from([*ROLES, "both", "owner", "owner", "editor"]),
        does=st.sampled_from(sorted(ACTIONS)),
        whose=st.lists(st.sampled_from([OWN, OWN, OWN, OWN, OTHER, NOBODY]), min_size=0, max_size=8),
        number=st.integers(0, 40),
    )
    def step(self, side, role, does, whose, number):
        """Somebody does something at their own address, and the whole database is looked at."""
        here, there = (self.world.a, self.world.b) if side == "a" else (self.world.b, self.world.a)
        path, data = ACTIONS[does](Hand(here, there, list(whose), number))
        self.written.tables.clear()
        with connection.execute_wrapper(self.written):
            with transaction.atomic():  # a write that is refused half-way breaks off the transaction around it
                answer = send(browser(self.world, here, role), path, data)
            if self.finishes:
                self.finish(here)
        self.tally[does, "tried"] += 1
        self.tally[does, "wrote"] += bool(self.written.tables - BESIDE)
        assert answer.status_code < 500, f"{path}: {answer.exc_info[1]!r}"
        self.look()

    def finish(self, here):
        with in_practice(here.practice):
            while self.first < len(connection.run_on_commit):
                self.first += 1
                connection.run_on_commit[self.first - 1][1]()

    def look(self):
        """The invariant: whoever has left may still be named, and nothing else of the other practice is."""
        self.rows = self.rows.again(self.written.tables)
        self.ever |= self.rows.places()
        assert self.rows.crossings(self.ever) == []

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        ContentType.objects.clear_cache()


def run(world, shard: int) -> Counter:
    """A share of the sequences; gives how often each action was tried, and how often it wrote something."""
    tally = Counter()
    machine = seed(SEED + shard)(type("Desk", (Desk,), {"world": world, "tally": tally}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=SEQUENCES // SHARDS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )
    return tally


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_sequence_of_actions_leads_across(shard, world, db, capsys):
    # Pages are not drawn: what they show is the crawler's matter, and drawing takes most of the time.
    with (
        mock.patch.object(SimpleTemplateResponse, "rendered_content", ""),
        mock.patch.object(FileSystemStorage, "delete"),
    ):
        tally = run(world, shard)
    tried = {does: tally[does, "tried"] for does in ACTIONS}
    with capsys.disabled():
        print(f"\nseed {SEED + shard}: {tally['sequences']} sequences, {sum(tried.values())} actions")  # noqa: T201
        print("; ".join(f"{does} {tally[does, 'wrote']}/{tried[does]}" for does in ACTIONS))  # noqa: T201
    assert tally["sequences"] >= SEQUENCES // SHARDS


@pytest.mark.parametrize("does", ACTIONS)
def test_every_action_can_succeed(does, world, db):
    """What never writes tries nothing: with one's own things each action does its work."""
    wrote = set()
    with mock.patch.object(FileSystemStorage, "delete"):
        for number in range(12):
            written = Written()
            path, data = ACTIONS[does](Hand(world.a, world.b, [], number))
            with transaction.atomic(), connection.execute_wrapper(written):
                send(browser(world, world.a), path, data)
                transaction.set_rollback(True)
            wrote |= written.tables - BESIDE
    assert wrote != set()
