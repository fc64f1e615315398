"""Made-up rows are like read ones: offsets are exact, figures follow from reports, shares are as they are meant."""

import json
from collections import Counter
from datetime import date

import pytest

from app.bench.pieces import piece
from app.bench.plan import Plan
from app.bench.rows import actors, places, tables, versions
from app.bench.world import world
from app.extract.taxonomy import TYPES
from app.store.containment import within

PLAN = Plan(events=20_000, seed=7, until=date(2026, 11, 1))


@pytest.fixture(scope="module")
def there():
    return world(PLAN)


@pytest.fixture(scope="module")
def made(there):
    return piece(there, PLAN, 2)


@pytest.fixture(scope="module")
def rows(made):
    """Each table's rows as records."""
    return {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in [*tables(made), versions(made)]
    }


@pytest.fixture(scope="module")
def texts(rows):
    return {row["article_id"]: row["text"] for row in rows["article_versions"]}


def test_the_same_seed_makes_the_same_rows(there, made):
    again = piece(world(PLAN), PLAN, 2)
    assert [table.rows for table in tables(again)] == [table.rows for table in tables(made)]


def test_another_seed_makes_others(rows):
    plan = Plan(events=PLAN.events, seed=8, until=PLAN.until)
    other = next(table for table in tables(piece(world(plan), plan, 2)) if table.name == "events")
    assert not {row["id"] for row in rows["events"]} & {
        dict(zip(other.columns, row, strict=True))["id"] for row in other.rows
    }


def test_words_stand_where_their_offsets_say(rows, texts):
    reports = {row["id"]: row for row in rows["reports"]}
    for row in (*rows["mentions"], *rows["report_actors"]):
        text = texts[reports[row["report_id"]]["article_id"]]
        assert text[row["start"] : row["end"]] == (row["text"] if "text" in row else row["name"])
    for row in rows["reports"]:
        text = texts[row["article_id"]]
        assert text[row["location_offset"] : row["location_end_offset"]] == (row["location_name"] or text)
        assert text[row["date_offset"] : row["date_end_offset"]] == (row["date_text"] or text)
        for quote in json.loads(row["quotes"]):
            assert text[quote["start"] : quote["end"]] == quote["text"]


def test_an_articles_reports_stand_in_their_order(rows):
    positions = [(row["article_id"], row["position"]) for row in rows["reports"]]
    assert len(set(positions)) == len(positions)
    counted = Counter(article for article, _ in positions)
    assert {(a, n) for a, number in counted.items() for n in range(number)} == set(positions)


def test_events_are_found_by_what_their_reports_tell(rows):
    told = {row["id"]: row["search_text"] for row in rows["events"]}
    for row in rows["reports"]:
        assert set(row["told"].split("\n")) <= set(told[row["event_id"]].split("\n"))


def test_events_have_the_outlets_and_times_of_their_reports(rows):
    articles = {row["article_id"]: row for row in rows["article_versions"]}
    reports = {row["id"]: [] for row in rows["events"]}
    for row in rows["reports"]:
        reports[row["event_id"]].append(articles[row["article_id"]])
    for row in rows["events"]:
        own = reports[row["id"]]
        assert row["report_count"] == len(own)
        assert row["sources"] == sorted({article["source"].casefold() for article in own})
        assert row["source_count"] == len(row["sources"]) >= row["independent_sources"] >= 1
        assert row["first_published_at"] == min(article["published_at"] for article in own)
        assert row["last_published_at"] == max(article["published_at"] for article in own)
        assert row["created_at"] == min(article["received_at"] for article in own)
        assert row["updated_at"] == max(article["received_at"] for article in own)


def test_versions_follow_on_each_other_and_the_last_is_the_event(rows):
    by_event = {}
    for row in rows["event_versions"]:
        by_event.setdefault(row["event_id"], []).append(row)
    for event in rows["events"]:
        mine = by_event.pop(event["id"])
        assert [row["version"] for row in mine] == list(range(1, event["version"] + 1))
        assert [row["valid_to"] for row in mine] == [*(row["valid_from"] for row in mine[1:]), None]
        assert mine[-1]["report_count"] == event["report_count"]
        assert mine[-1]["sources"] == event["sources"]
    assert not by_event


def test_whoever_takes_part_is_in_the_list_of_actors(rows, there):
    table = actors(there, PLAN.moment(0))
    known = {row[table.columns.index("id")] for row in table.rows}
    taking_part = {}
    for row in rows["event_actors"]:
        assert row["actor_id"] in known
        taking_part.setdefault(row["event_id"], set()).add(row["actor_id"])
    assert all(set(row["actor_ids"]) == taking_part[row["id"]] for row in rows["events"])
    assert 1 <= min(map(len, taking_part.values())) <= max(map(len, taking_part.values())) <= 4


def test_places_are_of_the_gazetteer_and_say_what_they_lie_in(rows, there):
    table = places(there, PLAN.moment(0))
    known = {row[table.columns.index("id")] for row in table.rows}
    assert len(known) == len(table.rows)
    spots = {spot.id: spot for spot in there.spots}
    for row in rows["events"][:500]:
        if row["place_id"]:
            spot = spots[row["place_id"]]
            assert row["place_id"] in known
            assert list(row["within"]) == within(spot.id, spot, row["location_name"])
            assert (row["latitude"], row["longitude"]) == (spot.latitude, spot.longitude)


@pytest.mark.parametrize(
    ("share", "column", "holds"),
    [
        (0.06, "start_day", lambda day: day is None),
        (0.15, "place_id", lambda place: place is None),
        (0.09, "status", lambda status: status == "planned"),
        (0.03, "status", lambda status: status == "denied"),
        (0.72, "report_count", lambda count: count == 1),
    ],
)
def test_shares_are_as_they_are_meant(rows, share, column, holds):
    found = sum(holds(row[column]) for row in rows["events"]) / len(rows["events"])
    assert found == pytest.approx(share, abs=0.025)


def test_news_is_skewed(rows):
    events = rows["events"]
    assert set(TYPES) == {row["type"] for row in events}
    assert (
        1
        <= min(row["report_count"] for row in events)
        < 20
        < max(row["report_count"] for row in events)
        <= 40
    )
    countries = Counter(row["country"] for row in events if row["country"]).most_common()
    assert countries[0][1] > 20 * countries[len(countries) // 2][1]
    assert len(countries) > 100


def test_planned_events_lie_ahead_of_the_news(rows):
    planned = [row for row in rows["events"] if row["status"] == "planned" and row["date_precision"] == "day"]
    assert planned
    assert all(row["start_day"] > row["first_published_at"].date() for row in planned)
