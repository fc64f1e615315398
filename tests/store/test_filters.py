"""The builder of SQL against a filter that looks at one event after the other."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from app.extract.taxonomy import TYPES
from app.models import Event
from app.schemas.filters import EventFilter
from app.schemas.queries import EventQuery
from app.store.articles import accept
from app.store.event_pages import list_events
from app.store.filters import conditions
from app.store.meant import meant
from app.store.names import Names, names_of
from app.store.reports import save_extraction
from tests.store.build import actor, extraction, place, report, sent, when
from tests.store.conftest import APART

PEOPLE = ["Qasim al-Araji", "Ünal", "Iran", "UN", "protesters"]
PLACES = [("Tehran", "IR", 112931), ("Baghdad", "IQ", 98182), ("Red Sea", None, None), (None, None, None)]
WORDS = ["oil", "border", "embassy", "grain"]
EVENTS = 300


@dataclass(frozen=True)
class Made:
    """What the slow filter looks at."""

    summary: str
    type: str
    family: str
    status: str
    first: date | None
    last: date | None
    people: tuple[tuple[str, str], ...]
    place: str | None
    country: str | None
    number: int | None
    published: datetime
    confidence: float


def make(dice: random.Random, number: int) -> Made:
    kind = dice.choice(list(TYPES.values()))
    first = date(2024, 1, 1) + timedelta(days=dice.randrange(60)) if dice.random() < 0.9 else None
    name, country, geonames = dice.choice(PLACES)
    return Made(
        summary=f"Number {number} about {dice.choice(WORDS)} and {dice.choice(WORDS)}",
        type=kind.type,
        family=kind.family,
        status=dice.choice(["happened", "planned", "denied"]),
        first=first,
        last=first and first + timedelta(days=dice.choice([0, 0, 0, 3, 30])),
        people=tuple(
            (person, dice.choice(["source", "target", "participant"]))
            for person in dice.sample(PEOPLE, dice.randrange(4))
        ),
        place=name,
        country=country,
        number=geonames,
        published=datetime(2024, 2, 1, tzinfo=UTC) + timedelta(hours=dice.randrange(24 * 20)),
        confidence=round(dice.random(), 2),
    )


def told(made: Made):
    return report(
        made.type,
        summary=made.summary,
        status=made.status,
        date=when(made.first.isoformat(), made.last.isoformat()) if made.first else None,
        actors=tuple(actor(name, role=role) for name, role in made.people),
        location=made.place and place(made.place, country=made.country, geonames_id=made.number, admin1=None),
        confidence=made.confidence,
    )


def fits(made: Made, wanted: EventFilter) -> bool:
    """The filter as a person would read it."""
    names = {name.lower() for name in wanted.actor}
    held = [role for name, role in made.people if not names or name.lower() in names]
    if wanted.actor_role:
        held = [role for role in held if role in wanted.actor_role]
    last_moment = wanted.published_to and (
        wanted.published_to.at + timedelta(days=1, microseconds=-1)
        if wanted.published_to.precision == "day"
        else wanted.published_to.at
    )
    return all(
        [
            not wanted.q or all(word in made.summary.split() for word in wanted.q.split()),
            not wanted.type or made.type in wanted.type,
            not wanted.family or made.family in wanted.family,
            not wanted.status or made.status in wanted.status,
            not wanted.country or made.country in wanted.country,
            not (wanted.actor or wanted.actor_role) or held,
            not wanted.place
            or bool({str(made.place).lower(), str(made.number)} & {p.lower() for p in wanted.place}),
            not wanted.from_ or (made.last is not None and made.last >= wanted.from_),
            not wanted.to or (made.first is not None and made.first <= wanted.to),
            not wanted.published_from or made.published >= wanted.published_from.at,
            not last_moment or made.published <= last_moment,
            wanted.min_confidence is None or made.confidence >= wanted.min_confidence,
        ]
    )


CHOICES = {
    "q": lambda dice: dice.choice(WORDS),
    "type": lambda dice: dice.sample(list(TYPES), 6),
    "family": lambda dice: dice.sample(["diplomacy", "speech", "conflict", "civil"], 2),
    "status": lambda dice: dice.sample(["happened", "planned", "denied"], 2),
    "country": lambda dice: [dice.choice(["IR", "IQ", "ir"])],
    "actor": lambda dice: [dice.choice([name, name.upper()]) for name in dice.sample(PEOPLE, 2)],
    "actor_role": lambda dice: dice.sample(["source", "target", "participant"], dice.choice([1, 2])),
    "place": lambda dice: [dice.choice(["Tehran", "tehran", "112931", "red sea", "98182"])],
    "from": lambda dice: str(date(2024, 1, 1) + timedelta(days=dice.randrange(40))),
    "to": lambda dice: str(date(2024, 2, 10) + timedelta(days=dice.randrange(30))),
    "published_from": lambda dice: str(date(2024, 2, 1) + timedelta(days=dice.randrange(9))),
    "published_to": lambda dice: dice.choice(["2024-02-10", "2024-02-14T12:00:00Z", "2024-02-12"]),
    "min_confidence": lambda dice: round(dice.random(), 2),
}


@pytest.fixture
async def made(session):
    dice = random.Random(7)
    events = [make(dice, number) for number in range(EVENTS)]
    for event in events:
        text = event.summary.ljust(100, ".")
        accepted = await accept(session, sent(text=text, published_at=event.published.isoformat()))
        id_ = accepted.article.id
        await save_extraction(
            session, article_id=id_, version=1, extraction=extraction(told(event)), weights=APART
        )
    await session.commit()
    return events


async def test_the_builder_agrees_with_a_slow_filter(session, made):
    dice = random.Random(11)
    sizes = []
    tries = [(name,) for name in CHOICES] + [
        dice.sample(list(CHOICES), dice.choice([2, 3])) for _ in range(150)
    ]
    for names in tries:
        wanted = EventFilter.model_validate({name: CHOICES[name](dice) for name in names})
        where = conditions(wanted, await names_of(session, wanted))
        found = set(await session.scalars(select(Event.summary).where(*where)))
        assert found == {event.summary for event in made if fits(event, wanted)}, wanted
        sizes.append(len(found))
    # most filters must find some and leave some out, or agreeing would mean little
    assert sum(0 < size < EVENTS for size in sizes) > len(tries) * 0.6


async def test_pages_hold_every_event_once_and_in_order(session, made):
    for sort, limit in product(["-date", "date", "-updated", "-sources"], [7, 100, EVENTS]):
        seen, cursor, first = [], None, True
        while first or cursor:
            first = False
            listed = await list_events(session, EventQuery(sort=sort, limit=limit, cursor=cursor))
            seen += listed.items
            cursor = listed.cursor
        assert len(seen) == len({event.id for event in seen}) == EVENTS
        assert [event.id for event in seen] == [event.id for event in sorted(seen, key=KEYS[sort])], sort


NEVER = date.max
KEYS = {
    "date": lambda event: (event.date.start if event.date else NEVER, event.id),
    "-date": lambda event: (event.date is None, event.date and -event.date.start.toordinal(), -event.id.int),
    "-sources": lambda event: (-event.source_count, -event.id.int),
    "-updated": lambda event: (-event.updated_at.timestamp(), -event.id.int),
}


async def test_words_are_stemmed_and_may_be_a_phrase(session, tell):
    await tell(report(summary="Talks on grain exports"))
    found = {
        query: len(
            list(await session.scalars(select(Event.id).where(*conditions(EventFilter(q=query), Names()))))
        )
        for query in (
            "export",
            '"grain exports"',
            '"exports grain"',
            "talk -grain",
            "oil or grain",
            "the",
            "'",
        )
    }
    assert found == {
        "export": 1,
        '"grain exports"': 1,
        '"exports grain"': 0,
        "talk -grain": 0,
        "oil or grain": 1,
        "the": 0,
        "'": 0,
    }


async def test_an_actor_is_found_by_id_name_and_alias_but_not_by_a_part(session, tell):
    await tell(report(actors=(actor(aliases=("al-Araji",)),)))
    for name, number in [(actor().actor_id, 1), ("qasim AL-araji", 1), ("AL-ARAJI", 1), ("Qasim", 0)]:
        known = await meant(session, EventFilter(actor=[name]))
        found = await session.scalars(select(known.rows.id).where(*known.where))
        assert len(list(found)) == number, name


async def test_actor_and_role_must_hold_of_the_same_entry(session, tell):
    await tell(report(actors=(actor("Iran", role="source"), actor("UN", role="target"))))
    for name, role, number in [("Iran", "source", 1), ("Iran", "target", 0), ("UN", "target", 1)]:
        wanted = EventFilter(actor=[name], actor_role=[role])
        known = await meant(session, wanted)
        assert len(list(await session.scalars(select(known.rows.id).where(*known.where)))) == number
