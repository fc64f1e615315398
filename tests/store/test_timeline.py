from datetime import date

import pytest

from app.schemas.timeline import TimelineQuery
from app.store.calendar import last_day
from app.store.timeline import timeline
from tests.store.build import report, when

# Thursday to Wednesday over the end of a month and of a leap year's February
DAYS = ["2024-02-29", "2024-02-29", "2024-03-01", "2024-03-03", "2024-03-04", "2024-03-06"]


@pytest.fixture
async def told(tell):
    types = ["visit", "visit", "threat", "strike", "visit", "meeting"]
    reports = [
        report(type_, date=when(day), summary=f"{type_} {day} {number}", confidence=0.5 + number / 20)
        for number, (type_, day) in enumerate(zip(types, DAYS, strict=True))
    ]
    for one in reports:
        await tell(one)
    await tell(report(date=None))


def shown(listed):
    return [(str(group.start), str(group.end), group.count) for group in listed.items]


@pytest.mark.parametrize(
    ("bucket", "groups"),
    [
        (
            "day",
            [
                ("2024-02-29", "2024-02-29", 2),
                ("2024-03-01", "2024-03-01", 1),
                ("2024-03-03", "2024-03-03", 1),
                ("2024-03-04", "2024-03-04", 1),
                ("2024-03-06", "2024-03-06", 1),
            ],
        ),
        ("week", [("2024-02-26", "2024-03-03", 4), ("2024-03-04", "2024-03-10", 2)]),
        ("month", [("2024-02-01", "2024-02-29", 2), ("2024-03-01", "2024-03-31", 4)]),
    ],
)
async def test_events_are_grouped(session, told, bucket, groups):
    listed = await timeline(session, TimelineQuery(bucket=bucket, sort="date"))
    assert shown(listed) == groups
    latest = await timeline(session, TimelineQuery(bucket=bucket))
    assert shown(latest) == groups[::-1]
    assert listed.count.value == 6


async def test_groups_count_families_and_show_the_most_certain(session, told):
    first, second = (await timeline(session, TimelineQuery(bucket="week", sort="date", top=2))).items
    assert first.families == {"diplomacy": 2, "conflict": 1, "speech": 1}
    assert [event.confidence for event in first.events] == [0.65, 0.6]
    assert [event.confidence for event in second.events] == [0.75, 0.7]
    assert (await timeline(session, TimelineQuery(top=0))).items[0].events == []


async def test_the_filter_holds_everywhere(session, told):
    listed = await timeline(session, TimelineQuery(bucket="month", type=["visit"], sort="date"))
    assert shown(listed) == [("2024-02-01", "2024-02-29", 2), ("2024-03-01", "2024-03-31", 1)]
    assert {event.type for group in listed.items for event in group.events} == {"visit"}
    assert listed.count.value == 3


async def test_undated_events_are_counted_apart(session, told):
    assert (await timeline(session, TimelineQuery())).undated == 1
    assert (await timeline(session, TimelineQuery(type=["threat"]))).undated == 0


@pytest.mark.parametrize("sort", ["date", "-date"])
@pytest.mark.parametrize("bucket", ["day", "week", "month"])
async def test_groups_come_in_pages(session, told, sort, bucket):
    whole = shown(await timeline(session, TimelineQuery(bucket=bucket, sort=sort)))
    pages, cursor, first = [], None, True
    while first or cursor:
        first = False
        listed = await timeline(session, TimelineQuery(bucket=bucket, sort=sort, limit=1, cursor=cursor))
        pages += shown(listed)
        cursor = listed.cursor
    assert pages == whole


async def test_no_events_no_groups(session):
    listed = await timeline(session, TimelineQuery())
    assert (listed.items, listed.cursor, listed.count.value) == ([], None, 0)


@pytest.mark.parametrize(
    ("bucket", "first", "last"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29)),
        ("week", date(2024, 12, 30), date(2025, 1, 5)),
        ("month", date(2023, 2, 1), date(2023, 2, 28)),
        ("month", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_the_last_day_of_a_group(bucket, first, last):
    assert last_day(bucket, first) == last
