"""x"""
import logging, time
import pytest
from .crawl import get_all_doors
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
    t=time.time()
    get_all_doors(v)
    print(v.asked, time.time()-t)
    for f in v.findings.values(): print(str(f)[:400])
    logging.disable(logging.NOTSET)
