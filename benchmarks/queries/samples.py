"""What questions are about: events drawn from the database, so that what is often told is often asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import asyncpg

_QUERY = """
select id::text, type, country, start_day, latitude, longitude, actor_ids, search_text,
       (select canonical_name from actors where id = actor_ids[1]) as actor_name, location_name,
       (select admin1 from places where id = place_id) as admin1
from events where id >= $1::uuid and start_day is not null and country is not null
  and cardinality(actor_ids) > 1 and latitude is not null and review <> 'rejected' order by id limit 1
"""
_WORD = re.compile(r"[a-z]{5,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An event that is dated, placed and has two actors, with what may be asked about it."""

    type: str
    country: str
    day: date
    latitude: float
    longitude: float
    actor: str
    other: str
    actor_name: str
    place_name: str
    admin1: str | None
    word: str
    phrase: str

    def around(self, days: int) -> tuple[date, date]:
        """So many days, this one in the middle."""
        return self.day - timedelta(days=days // 2), self.day + timedelta(days=days - days // 2 - 1)

    @property
    def year(self) -> tuple[date, date]:
        return date(self.day.year, 1, 1), date(self.day.year, 12, 31)


async def samples(dsn: str, number: int, seed: int) -> list[Sample]:
    """The same for the same rows and seed. Ids tell when an event came in, so those drawn are spread over time."""
    chance = Random(seed)
    connection = await asyncpg.connect(dsn)
    try:
        first, last = await connection.fetchrow("select min(id::text), max(id::text) from events")
        low, high = (int(id_.replace("-", ""), 16) for id_ in (first, last))
        found: dict[str, Sample] = {}
        while len(found) < number:
            drawn = low + int((high - low) * chance.random() ** 0.7)  # later ones more often: there are more
            row = await connection.fetchrow(_QUERY, f"{drawn:032x}")
            if row is not None:
                found[row["id"]] = _sample(row, chance)
        return list(found.values())
    finally:
        await connection.close()


def _sample(row: asyncpg.Record, chance: Random) -> Sample:
    one, other = chance.sample(row["actor_ids"], 2)
    words = row["search_text"].split("\n")[-1].lower()
    usable = _WORD.findall(words) or _WORD.findall(row["search_text"].lower()) or ["talks"]
    start = chance.randrange(max(1, len(usable) - 1))
    found = words.split()
    at = chance.randrange(max(1, len(found) - 1))
    return Sample(
        **{name: row[name] for name in ("type", "country", "latitude", "longitude", "actor_name", "admin1")},
        day=row["start_day"],
        actor=one,
        other=other,
        place_name=row["location_name"],
        word=usable[start],
        phrase=" ".join(re.sub(r"[^\w ]", "", " ".join(found[at : at + 2])).split()),
    )
