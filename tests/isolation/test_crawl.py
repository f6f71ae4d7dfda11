"""x"""
import logging, time, os
import pytest
from .crawl import Crawl
from .people import PEOPLE
from .world import build_world

@pytest.fixture
def world(db):
    return build_world()

@pytest.mark.parametrize("who", PEOPLE)
def test_nothing(who, world, operator):
    logging.disable(logging.CRITICAL)
    v = PEOPLE[who](world, operator)
    c = Crawl(v)
    for step, kw in [("get_own",{}),("get_foreign",{}),("get_queries",{}),("follow_links",{}),("post_bare",{}),("post_special",{}),("send_forms",dict(forge=True,beside=True))]:
        t=time.process_time(); n=v.asked
        getattr(c, step)(**kw)
        print("STEP", who, step, v.asked-n, round(time.process_time()-t,1), flush=True)
    for f in v.findings.values(): print("FOUND", str(f)[:600])
    for f in v.broken.values(): print("BROKEN", f)
    logging.disable(logging.NOTSET)
