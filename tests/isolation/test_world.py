"""The two practices hold everything there is, and practice B's things can be told by sight."""

import pytest

from .marks import marks_in
from .world import build_world, tables

pytestmark = pytest.mark.django_db

# Models of which a practice has no rows, each with the reason.
NOT_PLANTED = {}


@pytest.fixture
def world(db):
    return build_world()


def test_x(world):
    ts = tables()
    print([ts[t]._meta.label for t in ts if not world.b.keys[t]])
    print({t: len(k) for t, k in world.b.keys.items() if k})
    for t, m in ts.items():
        for f in m._meta.local_concrete_fields:
            if f.get_internal_type() in ("CharField","TextField","SlugField","EmailField","URLField","FileField","JSONField","StreamField","RichTextField") and not f.choices and world.b.keys[t]:
                vals=[str(world.rows[t][k][f.column]) for k in world.b.keys[t]]
                if not any(marks_in(v) for v in vals): print("UNMARKED", m._meta.label, f.name, vals[:2])
    for t,m in ts.items():
        for k,row in world.rows[t].items():
            if k in world.a.keys[t]:
                for c,v in row.items():
                    if marks_in(str(v)): print("A ROW", t,k,c,v)
