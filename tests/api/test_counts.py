"""The numbers of timelines and facets over random events, against a person who counts."""

import random

import pytest

from tests.api.conftest import codes
from tests.api.surfaces import get, pages
from tests.questions import counting
from tests.questions.choices import CHOICES, alone, together
from tests.questions.naive import meant

KEPT = ("from", "to", "country", "type", "family", "status")
BY = ["type", "family", "country", "actor", "pair", "place", "source", "status"]


def kept(dice: random.Random) -> list[dict[str, list[str]]]:
    """Filters that the kept counts answer."""
    some = [
        {name: CHOICES[name](dice) for name in dice.sample(KEPT, dice.choice([1, 2, 3, 6]))}
        for _ in range(10)
    ]
    whole = [{"from": ["2023-02-01"], "to": ["2024-12-31"]}, {"from": ["2024-02-10"], "to": ["2024-02-20"]}]
    edges = [{"from": ["2023-01-20"], "to": ["2024-06-05"]}, {"from": ["2024-02-29"], "to": ["2024-02-29"]}]
    return [{}, *some, *whole, *edges]


def others(dice: random.Random) -> list[dict[str, list[str]]]:
    """Filters that only the events themselves answer."""
    return [{"verified": ["true"]}, *dice.sample(alone(dice, 1), 4), *together(dice, 6)]


@pytest.fixture(params=[kept, others], ids=["kept", "others"])
def filters(request):
    return request.param(random.Random(5))


def held(world, params):
    return [(made, made.now) for made in world if made.now and meant(made, made.now, params)]


def sent(params, **more):
    return [(name, value) for name, those in params.items() for value in those] + list(more.items())


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_a_timeline(asked, filters, unit):
    client, world = asked
    for number, params in enumerate(filters):
        sort, those = ("date", "-date")[number % 2], held(world, params)
        wanted = sent(params, bucket=unit, sort=sort, limit="400", top="2")
        groups = pages(client, "/v1/timeline", wanted)
        found = {g["start"]: (g["families"], [event["id"] for event in g["events"]]) for g in groups}
        assert found == counting.timeline(those, unit, 2), params
        assert list(found) == sorted(found, reverse=sort == "-date")
        assert all(group["count"] == sum(group["families"].values()) for group in groups)
        assert all(
            sorted(g["families"].values(), reverse=True) == list(g["families"].values()) for g in groups
        )
        body = get(client, "/v1/timeline", sent(params, limit="1", top="0")).json()
        dated = sum(state.first is not None for _, state in those)
        assert body["count"] == {"value": dated, "exact": True}
        assert body["undated"] == len(those) - dated


@pytest.mark.parametrize("unit", ["week", "month"])
def test_empty_groups(asked, filters, unit):
    """Every group of the dates is there once, in order, whatever the page; what began before them has its own."""
    client, world = asked
    for number, params in enumerate(filters):
        sort, those = ("date", "-date")[number % 2], held(world, params)
        wanted = sent(params, bucket=unit, sort=sort, limit="17", top="0", empty="true")
        if "to" not in params:  # there would be groups up to today
            wanted.append(("to", "2026-03-31"))
            those = [(made, state) for made, state in those if state.first]
        counted = counting.timeline(those, unit, 0)
        first = params.get("from", [min(counted, default=None)])[0]
        days = set(counted)
        if first:
            low, high = (counting.date.fromisoformat(day) for day in (first, dict(wanted)["to"]))
            days |= {
                str(counting.group(unit, low + counting.timedelta(days=n)))
                for n in range((high - low).days + 1)
            }
        groups = pages(client, "/v1/timeline", wanted)
        assert [group["start"] for group in groups] == sorted(days, reverse=sort == "-date"), params
        assert {g["start"]: g["families"] for g in groups if g["count"]} == {
            d: c for d, (c, _) in counted.items()
        }


def test_facets(asked, filters):
    client, world = asked
    dice = random.Random(7)
    for params in filters:
        those, by, top = held(world, params), dice.sample(BY, dice.choice([1, 3, 8])), dice.choice([2, 100])
        body = get(client, "/v1/facets", [*sent(params, top=str(top)), *(("by", name) for name in by)]).json()
        assert body["count"] == {"value": len(those), "exact": True}
        assert list(body["facets"]) == by
        for name, facet in body["facets"].items():
            expected = counting.facet(those, name, top)
            assert [(value["value"], value["count"]) for value in facet["values"]] == expected["values"], (
                params
            )
            assert (facet["more"], facet["without"]) == (expected["more"], expected["without"])
            assert all(v["name"] == counting.called(name, v["value"]) for v in facet["values"])
            assert all(value["over"] is None for value in facet["values"])


@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_facets_over_time(asked, filters, unit):
    client, world = asked
    dice = random.Random(8)
    for params in filters[:8]:
        those, by = held(world, params), dice.sample(BY, 3)
        wanted = [*sent(params, over=unit, top="3"), *(("by", name) for name in by)]
        for name, facet in get(client, "/v1/facets", wanted).json()["facets"].items():
            for value in facet["values"]:
                found = [(point["start"], point["count"]) for point in value["over"]]
                assert found == counting.over(those, name, unit, value["value"]), (params, name)


def test_what_a_facet_says_the_filter_finds(asked):
    """Its values are those that the parameter of its name takes."""
    client, _ = asked
    for name in ("type", "family", "country", "status", "actor", "pair", "source"):
        body = get(client, "/v1/facets", [("by", name), ("from", "2024-01-01")]).json()
        for value in body["facets"][name]["values"]:
            listed = get(client, "/v1/events", [(name, value["value"]), ("from", "2024-01-01")]).json()
            assert listed["count"] == {"value": value["count"], "exact": True}, value


def test_a_place_counts_for_itself(asked):
    """The filter by place takes in everything below it, so that it finds at least as many."""
    client, _ = asked
    places = get(client, "/v1/facets", [("by", "place")]).json()["facets"]["place"]["values"]
    iran = next(value for value in places if value["name"] == "Iran")
    assert get(client, "/v1/events", [("place", iran["value"])]).json()["count"]["value"] > iran["count"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"by": "missing"}),
        ("by=colour", {"by": "literal_error"}),
        ("by=type&top=0", {"top": "greater_than_equal"}),
        ("by=type&over=year", {"over": "literal_error"}),
        ("by=type&tz=Mars/Olympus", {"tz": "unknown_zone"}),
        ("by=type&limit=7", {"limit": "unknown_parameter"}),
        ("by=type&from=2024-02-02&to=2024-02-01", {"from": "reversed_range"}),
    ],
)
def test_facets_that_make_no_sense(lonely, query, found):
    assert codes(lonely.get(f"/v1/facets?{query}")) == found
