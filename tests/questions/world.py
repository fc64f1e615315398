"""Random events, each as it was at a moment and as it is now."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.extract.taxonomy import TYPES
from app.models import new_id

THEN = datetime(2024, 6, 1, 12, tzinfo=UTC)  # the moment that `as_of` asks for
EVENTS = 2000
WORDS = ["oil", "border", "embassy", "grain", "truce", "harbour"]
ROLES = ["source", "target", "participant"]
OUTLETS = ["Example News", "ÉCHO du Soir", "The Straße", "wire.example"]
# id -> its names, the first is canonical
ACTORS = {
    "country:IR": ["Iran", "Islamic Republic"],
    "country:IQ": ["Iraq"],
    "body:un": ["United Nations", "UN"],
    "person:uenal": ["Ünal"],
    "group:guards": ["Guards", "Iran"],  # a name that two actors bear
    "unnamed:protesters": ["protesters"],
}


@dataclass(frozen=True)
class Spot:
    """A place, with the words that `place` may be asked for it with."""

    id: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    answers: frozenset[str]


def spot(id_: str, name: str, country: str | None, admin1: str | None, *rest: object) -> Spot:
    latitude, longitude, precision, answers = rest
    return Spot(id_, name, country, admin1, latitude, longitude, precision, frozenset(answers))


IRAN = ("iran", "130758", "country:IR", "islamic republic of iran")
PLACES = [
    spot(
        "geonames:112931",
        "Tehran",
        "IR",
        "Tehran",
        35.694,
        51.421,
        "city",
        [*IRAN, "tehran", "112931", "110791"],
    ),
    spot(
        "geonames:118063", "Rey", "IR", "Tehran", 35.576, 51.462, "city", [*IRAN, "rey", "tehran", "110791"]
    ),
    spot("geonames:418863", "Isfahan", "IR", "Isfahan", 32.652, 51.675, "city", [*IRAN, "isfahan", "418862"]),
    spot("geonames:130758", "Iran", "IR", None, 32.0, 53.0, "country", IRAN),
    spot(
        *("geonames:4699066", "Houston", "US", "Texas", 29.763, -95.363, "city"),
        ["houston", "texas", "4736286", "harris county", "4696376", "united states", "6252001"],
    ),
    spot(
        "geonames:4736286",
        "Texas",
        "US",
        "Texas",
        31.25,
        -99.25,
        "admin1",
        ["texas", "4736286", "united states", "6252001"],
    ),
    spot(
        "geonames:4391354",
        "Houston",
        "US",
        "Missouri",
        37.326,
        -91.956,
        "city",
        ["houston", "united states", "6252001"],
    ),
    spot(
        *("geonames:4180439", "Atlanta", "US", "Georgia", 33.749, -84.388, "city"),
        ["atlanta", "georgia", "4197000", "united states", "6252001"],
    ),
    spot(
        "geonames:611717",
        "Tbilisi",
        "GE",
        "T'bilisi",
        41.691,
        44.834,
        "city",
        ["tbilisi", "georgia", "614540"],
    ),
    spot("geonames:2198148", "Suva", "FJ", "Central", -18.137, 178.425, "city", ["suva", "fiji"]),
    spot("geonames:4035413", "Apia", "WS", "Tuamasaga", -13.833, -171.767, "city", ["apia", "samoa"]),
    spot("name:-:red-sea", "Red Sea", None, None, 20.0, 38.5, "region", ["red sea", "name:-:red-sea"]),
    spot("name:IQ:the-camp", "the camp", "IQ", None, None, None, "site", ["the camp", "iraq", "country:IQ"]),
]


@dataclass(frozen=True, kw_only=True)
class State:
    """What an event is for as long as nothing changes."""

    type: str
    family: str
    status: str
    first: date | None
    last: date | None
    parts: tuple[tuple[str, str, str], ...]  # actor's id, role, name
    spot: Spot | None
    latitude: float | None
    longitude: float | None
    told: tuple[str, ...]  # lines
    confidence: float
    review: str
    reports: tuple[tuple[datetime, str], ...]  # when it was published, by whom

    @property
    def sources(self) -> set[str]:
        return {outlet for _, outlet in self.reports}


@dataclass(frozen=True, kw_only=True)
class Made:
    """One event. ``then`` is what it was at THEN, None if it was not known yet; ``now`` None if it is gone."""

    id: UUID
    ingested: datetime
    changed: datetime | None  # when it became what it is now, if it ever was something else
    then: State | None
    now: State | None

    @property
    def states(self) -> list[State | None]:
        """One after the other; the last is what holds."""
        return [self.then, self.now] if self.changed else [self.now]


def events(seed: int, many: int = EVENTS) -> list[Made]:
    dice = random.Random(seed)
    return [_event(dice) for _ in range(many)]


def _event(dice: random.Random) -> Made:
    state, fate = _state(dice), dice.random()
    if fate < 0.15:  # came after
        later = THEN + timedelta(minutes=dice.randrange(1, 60 * 24 * 60))
        return Made(id=new_id(), ingested=later, changed=None, then=None, now=state)
    before = THEN - timedelta(minutes=dice.randrange(1, 60 * 24 * 90))
    if fate < 0.7:
        return Made(id=new_id(), ingested=before, changed=None, then=state, now=state)
    after = THEN + timedelta(minutes=dice.randrange(1, 60 * 24 * 60))
    now = None if fate < 0.75 else _changed(dice, state)
    return Made(id=new_id(), ingested=before, changed=after, then=state, now=now)


def _changed(dice: random.Random, state: State) -> State:
    """Some fields are another's."""
    other = _state(dice)
    groups = [
        ("type", "family"),
        ("first", "last"),
        ("parts",),
        ("spot", "latitude", "longitude"),
        ("told", "confidence"),
        ("reports",),
        ("review", "status"),
    ]
    taken = [name for group in dice.sample(groups, 3) for name in group]
    return replace(state, **{name: getattr(other, name) for name in taken})


def _state(dice: random.Random) -> State:
    kind = dice.choice(list(TYPES.values()))
    first = date(2023, 1, 1) + timedelta(days=dice.randrange(1000)) if dice.random() < 0.93 else None
    where = dice.choice([*PLACES, None])
    apart = dice.random() < 0.7 and where is not None and where.latitude is not None
    return State(
        type=kind.type,
        family=kind.family,
        status=dice.choice(["happened", "planned", "denied"]),
        first=first,
        last=first and first + timedelta(days=dice.choice([0, 0, 0, 3, 30, 400])),
        parts=_parts(dice),
        spot=where,
        latitude=where and where.latitude and where.latitude + (dice.gauss(0, 1) if apart else 0),
        longitude=where and where.longitude and _round(where.longitude + (dice.gauss(0, 3) if apart else 0)),
        told=_told(dice),
        confidence=round(dice.random(), 2),
        review=dice.choice(["none", "none", "none", "verified", "rejected"]),
        reports=_reports(dice),
    )


def _parts(dice: random.Random) -> tuple[tuple[str, str, str], ...]:
    chosen = dice.sample(list(ACTORS), dice.choice([0, 1, 2, 2, 3]))
    return tuple((id_, dice.choice(ROLES), dice.choice(ACTORS[id_])) for id_ in chosen)


def _told(dice: random.Random) -> tuple[str, ...]:
    """Summary, a sentence, perhaps a quote; of words that no stemmer takes for one another."""
    lines = [" ".join(dice.choices(WORDS, k=3)), " ".join(dice.choices(WORDS, k=2))]
    return tuple(lines if dice.random() < 0.5 else [*lines, dice.choice(WORDS)])


def _reports(dice: random.Random) -> tuple[tuple[datetime, str], ...]:
    many = dice.choice([1, 1, 2, 3, 4])
    start = datetime(2024, 3, 1, tzinfo=UTC)
    return tuple(
        (start + timedelta(minutes=dice.randrange(60 * 24 * 120)), dice.choice(OUTLETS)) for _ in range(many)
    )


def _round(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
