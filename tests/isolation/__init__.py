"""The crawler that proves the wall: whoever comes from practice A meets nothing of practice B.

| question | the way |
|---|---|
| what the two practices hold | `world.py`, filled by `plants_*.py`; a new model needs a plant |
| how B's things are told | `marks.py`: two words, and a range of keys that holds B's rows only |
| which addresses there are | `doors.py`; `fills.py` says what their arguments are |
| what is sent | `queries.py` (what no form offers); `forms.py` and `streams.py` (as a browser does); `forging.py` |
| how it is sent | `visitor.py`: in a savepoint, looked at, undone; beside the same request for what does not exist |
| what counts as a hole | `findings.py`: shows, mails, changes, refers, tells apart |
| who crawls, and how far | `people.py`, `crawl.py` |
| whether the crawler can find anything | `walls.py` and `test_the_crawler_proves_itself.py` |
"""
