"""What tables take, as the server itself says, parted by month or not."""

from benchmarks.sizes import Table, by_event, by_index, capacity, measure
from tests.conftest import fetch
from tests.partitions.conftest import part
from tests.partitions.test_partitions import fill


def table(name: str, rows: int, heap: int, *indexes: int) -> Table:
    named = tuple((f"ix_{number}", size) for number, size in enumerate(indexes))
    return Table(name=name, rows=rows, heap=heap, apart=0, indexes=named)


async def test_every_byte_is_counted_once(database_url):
    await fill(database_url, 5)
    before = {one.name: one for one in await measure(database_url)}
    assert before["events"].rows == 10
    for name in ("events", "event_actors", "reports", "changes"):
        assert before[name].bytes == fetch(database_url, f"select pg_total_relation_size('{name}')")[0][0]
    part(database_url)
    after = {one.name: one for one in await measure(database_url)}
    assert set(after) == set(before)
    assert after["events"].rows == 10
    tree = "select sum(pg_total_relation_size(relid)) from pg_partition_tree('events')"
    assert after["events"].bytes == fetch(database_url, tree)[0][0]
    assert {name for name, _ in after["events"].indexes} == {name for name, _ in before["events"].indexes}


def test_what_grows_with_events_is_told_for_more_of_them():
    tables = [table("events", 10, 2000, 500), table("reports", 20, 1000), table("actors", 5, 9000, 9000)]
    assert capacity(tables, 10_000_000) == {"rows": 3.0, "indexes": 0.5, "what lists read": 2.5}


def test_tables_are_told_by_the_event_and_indexes_by_the_row():
    tables = [table("events", 10, 2000, 500), table("reports", 20, 1000)]
    assert by_event(tables).splitlines()[2:] == [
        "| `events` | 1.00 | 200 | 50 | 250 | 71.4% |",
        "| `reports` | 2.00 | 50 | 0 | 100 | 28.6% |",
        "| together | | | | 350 | 100% |",
    ]
    assert by_index(tables[0]).splitlines()[2:] == ["| `ix_0` | 50 |"]
