"""x"""
import logging, time
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
    v.client.raise_request_exception = False
    c = Crawl(v)
    for step, kw in [("get_own",{}),("get_foreign",{}),("get_queries",{}),("follow_links",{}),("post_bare",{}),("post_special",{}),("send_forms",dict(forge=True,beside=True))]:
        t=time.time(); n=v.asked
        getattr(c, step)(**kw)
        print("STEP", step, v.asked-n, round(time.time()-t,1), flush=True)
    for f in v.findings.values(): print(str(f)[:600])
    for k,f in c.forms.items(): print("FORM", k[0], k[1], len(f.fields))
    logging.disable(logging.NOTSET)
