from uuid import uuid4

from app.store.changes import Changed, last_snapshots, record_changes


async def test_the_latest_view_of_an_event_is_its_last_change(session):
    one, other, article = uuid4(), uuid4(), uuid4()
    first = [Changed(event_id=id_, kind="created", snapshot={"n": 1}) for id_ in (one, other)]
    await record_changes(session, first, article)
    await record_changes(session, [Changed(event_id=one, kind="updated", snapshot={"n": 2})], article)
    assert await last_snapshots(session, [one, other]) == {one: {"n": 2}, other: {"n": 1}}
    assert await last_snapshots(session, []) == {}


async def test_no_changes_write_nothing(session):
    await record_changes(session, [], uuid4())
    assert await last_snapshots(session, [uuid4()]) == {}
