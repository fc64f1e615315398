"""The questions, each as this API and as a user of Datasette would ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.queries.samples import Sample

PAGE = 50
DATABASE = "news"  # the name under which Datasette serves its file


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``aim`` are milliseconds in the database at p50 and p95; ``deep`` pages come before the one that is timed."""

    name: str
    ours: Callable[[Sample], str]
    theirs: Callable[[Sample], str] | None = None
    aim: tuple[float, float] | None = None
    deep: int = 0
    kind: str = (
        "page"  # page, count or text: against Datasette counts and full text are to be five times as fast
    )


def _path(path: str, **parameters: object) -> str:
    named = [(name.rstrip("_"), value) for name, value in parameters.items()]
    return f"{path}?{urlencode([(n, v) for n, value in named for v in _each(value)])}"


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _days(days: tuple[object, object]) -> dict[str, object]:
    return {"from_": days[0], "to": days[1]}


def _rows(**parameters: object) -> str:
    """Datasette's page of a table; its defaults, a count with it."""
    return _path(
        f"/{DATABASE}/events.json", **parameters, _shape="objects", _size=PAGE, _sort_desc="start_day"
    )


def _between(days: tuple[object, object]) -> dict[str, object]:
    return {"start_day__gte": days[0], "start_day__lte": days[1]}


def _sql(sql: str, **parameters: object) -> str:
    return _path(f"/{DATABASE}.json", sql=" ".join(sql.split()), **parameters, _shape="objects")


def _box(sample: Sample, half: float) -> tuple[float, float, float, float]:
    """West, south, east, north, within the map."""
    west, east = max(-180.0, sample.longitude - half), min(180.0, sample.longitude + half)
    south, north = max(-90.0, sample.latitude - half), min(90.0, sample.latitude + half)
    return west, south, east, north


def _their_box(sample: Sample, half: float) -> str:
    west, south, east, north = _box(sample, half)
    inside = {"longitude__gte": west, "longitude__lte": east, "latitude__gte": south, "latitude__lte": north}
    return _rows(**inside, **_between(sample.around(90)))


_OF_ACTORS = """
    select e.* from event_actors a join events e on e.id = a.event_id
    where a.actor_id = :one order by a.start_day desc limit 50
"""
_OF_PAIR = """
    select e.* from event_actors a join event_actors b on b.event_id = a.event_id join events e on e.id = a.event_id
    where a.actor_id = :one and b.actor_id = :other group by e.id order by e.start_day desc limit 50
"""
_NEAR = """
    select *, 12742 * asin(sqrt(pow(sin(radians(latitude - :lat) / 2), 2)
        + cos(radians(:lat)) * cos(radians(latitude)) * pow(sin(radians(longitude - :lon) / 2), 2))) as km
    from events where latitude between :south and :north and longitude between :west and :east
        and start_day between :first and :last and km <= 50 order by start_day desc limit 50
"""
_BY_DAY = """
    select start_day, family, count(*) as n from events
    where start_day between :first and :last group by 1, 2 order by 1
"""
_BY_DAY_THERE = _BY_DAY.replace("where", "where country = :country and")
_BY_WEEK_OF_PAIR = """
    select date(e.start_day, 'weekday 0', '-6 days') as week, e.family, count(distinct e.id) as n
    from event_actors a join event_actors b on b.event_id = a.event_id join events e on e.id = a.event_id
    where a.actor_id = :one and b.actor_id = :other and e.start_day between :first and :last group by 1, 2 order by 1
"""
_FACETS = """
    select type, country, count(*) as n from events where start_day between :first and :last group by 1, 2
"""
_MONTHS = """
    select substr(a.start_day, 1, 7) as month, e.family, count(distinct e.id) as n
    from event_actors a join events e on e.id = a.event_id where a.actor_id = :one group by 1, 2 order by 1 desc
"""
_NAMES = "select name, actor_id from actor_names where name like :typed || '%' order by name limit 10"
_PLACES = "select name, id from places where name like :typed || '%' order by name limit 10"


def _first_last(sample: Sample, days: int = 0) -> dict[str, object]:
    first, last = sample.around(days) if days else sample.year
    return {"first": first, "last": last}


def _near(s: Sample) -> str:
    west, south, east, north = _box(s, 0.9)
    sides = {"west": west, "south": south, "east": east, "north": north}
    return _sql(_NEAR, lat=s.latitude, lon=s.longitude, **sides, **_first_last(s, 90))


QUESTIONS: tuple[Question, ...] = (
    Question(
        name="country page",
        aim=(5, 15),
        ours=lambda s: _path("/v1/events", country=s.country),
        theirs=lambda s: _rows(country__exact=s.country),
    ),
    Question(
        name="country page, the 21st",
        aim=(5, 15),
        deep=20,
        ours=lambda s: _path("/v1/events", country=s.country),
        theirs=lambda s: _rows(country__exact=s.country),
    ),
    Question(
        name="country and type, 90 days",
        ours=lambda s: _path("/v1/events", country=s.country, type=s.type, **_days(s.around(90))),
        theirs=lambda s: _rows(country__exact=s.country, type__exact=s.type, **_between(s.around(90))),
    ),
    Question(
        name="actor timeline",
        aim=(5, 15),
        ours=lambda s: _path("/v1/events", actor=s.actor),
        theirs=lambda s: _sql(_OF_ACTORS, one=s.actor),
    ),
    Question(
        name="actor pair",
        aim=(5, 20),
        ours=lambda s: _path("/v1/events", pair=f"{s.actor},{s.other}"),
        theirs=lambda s: _sql(_OF_PAIR, one=s.actor, other=s.other),
    ),
    Question(
        name="bbox with dates",
        aim=(10, 30),
        ours=lambda s: _path(
            "/v1/events", bbox=",".join(f"{d:.4f}" for d in _box(s, 2)), **_days(s.around(90))
        ),
        theirs=lambda s: _their_box(s, 2),
    ),
    Question(
        name="within 50 km, with dates",
        ours=lambda s: _path(
            "/v1/events", near=f"{s.latitude:.4f},{s.longitude:.4f},50", **_days(s.around(90))
        ),
        theirs=_near,
    ),
    Question(
        name="place with all below it",
        ours=lambda s: _path("/v1/events", place=s.admin1 or s.place_name, country=s.country),
        theirs=lambda s: _rows(country__exact=s.country, admin1__exact=s.admin1 or s.place_name),
    ),
    Question(
        name="full text with dates",
        aim=(15, 60),
        kind="text",
        ours=lambda s: _path("/v1/events", q=s.word, **_days(s.around(90))),
        theirs=lambda s: _rows(_search=s.word, **_between(s.around(90))),
    ),
    Question(
        name="a phrase with dates",
        kind="text",
        ours=lambda s: _path("/v1/events", q=f'"{s.phrase}"', **_days(s.around(90))),
        theirs=lambda s: _rows(_search=f'"{s.phrase}"', _searchmode="raw", **_between(s.around(90))),
    ),
    Question(
        name="day by family for a year, one country",
        aim=(10, 30),
        kind="count",
        ours=lambda s: _path(
            "/v1/timeline", bucket="day", top=0, limit=366, country=s.country, **_days(s.year)
        ),
        theirs=lambda s: _sql(_BY_DAY_THERE, country=s.country, **_first_last(s)),
    ),
    Question(
        name="day by family for a year, all countries",
        aim=(25, 60),
        kind="count",
        ours=lambda s: _path("/v1/timeline", bucket="day", top=0, limit=366, **_days(s.year)),
        theirs=lambda s: _sql(_BY_DAY, **_first_last(s)),
    ),
    Question(
        name="week by family for a year, actor pair",
        kind="count",
        ours=lambda s: _path(
            "/v1/timeline", bucket="week", top=0, limit=60, pair=f"{s.actor},{s.other}", **_days(s.year)
        ),
        theirs=lambda s: _sql(_BY_WEEK_OF_PAIR, one=s.actor, other=s.other, **_first_last(s)),
    ),
    Question(
        name="month by family, one actor",
        kind="count",
        ours=lambda s: _path(f"/v1/actors/{s.actor}/timeline", bucket="month", top=0, limit=120),
        theirs=lambda s: _sql(_MONTHS, one=s.actor),
    ),
    Question(
        name="types and countries of 90 days",
        kind="count",
        ours=lambda s: _path("/v1/facets", by=["type", "country"], **_days(s.around(90))),
        theirs=lambda s: _sql(_FACETS, **_first_last(s, 90)),
    ),
    Question(
        name="typeahead, actors",
        aim=(5, 20),
        ours=lambda s: _path("/v1/actors", q=s.actor_name[:4], limit=10),
        theirs=lambda s: _sql(_NAMES, typed=s.actor_name[:4]),
    ),
    Question(
        name="typeahead, places",
        aim=(5, 20),
        ours=lambda s: _path("/v1/places", q=s.place_name[:4], limit=10),
        theirs=lambda s: _sql(_PLACES, typed=s.place_name[:4]),
    ),
    Question(
        name="country page as it was known then",
        ours=lambda s: _path("/v1/events", country=s.country, as_of=s.day),
    ),
)
