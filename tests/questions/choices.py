"""Parameters at random: every one of the filter alone, and several together."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from app.extract.taxonomy import TYPES
from tests.questions.world import OUTLETS, ROLES, WORDS

Params = dict[str, list[str]]


def _q(dice: random.Random) -> list[str]:
    one, other, third = dice.sample(WORDS, 3)
    shapes = [one, f"{one} {other}", f'"{one} {other}"', f"{one} OR {other}", f"{one} -{other}"]
    return [dice.choice([*shapes, f'{one} -"{other} {third}"', f'"{one} {other}" OR {third}'])]


def _pair(dice: random.Random) -> list[str]:
    names = ["Iran", "country:IR", "country:IQ", "iraq", "UN", "Ünal", "ISLAMIC REPUBLIC", "group:guards"]
    while True:
        found = [",".join(dice.sample(names, 2)) for _ in range(dice.choice([1, 2]))]
        if all(len({part.lower() for part in pair.split(",")}) == 2 for pair in found):
            return found


def _bbox(dice: random.Random) -> list[str]:
    boxes = ["44.0,25.0,63.5,39.8", "-180,-90,180,90", "175,-20,-170,-10", "170,-25,-165,0", "-100,25,-80,40"]
    west, south = dice.uniform(-180, 180), dice.uniform(-60, 40)
    round_ = f"{west:.3f},{south:.3f},{(west + 120 + 180) % 360 - 180:.3f},{south + 50:.3f}"
    return [dice.choice([*boxes, round_, "51.421,35.694,51.421,35.694"])]


def _near(dice: random.Random) -> list[str]:
    points = ["35.69,51.42", "29.76,-95.36", "-16,179.9", "-15,-179.5", "89,0", "0,0"]
    return [f"{dice.choice(points)},{dice.choice([5, 50, 400, 2000, 9000, 20038])}"]


def _day(dice: random.Random, first: date, days: int) -> str:
    return str(first + timedelta(days=dice.randrange(days)))


def _moment(dice: random.Random, first: date, days: int) -> str:
    if dice.random() < 0.5:
        return _day(dice, first, days)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return (start + timedelta(minutes=dice.randrange(days * 24 * 60))).isoformat()


CHOICES: dict[str, Callable[[random.Random], list[str]]] = {
    "q": _q,
    "type": lambda dice: dice.sample(list(TYPES), 6),
    "family": lambda dice: dice.sample(["diplomacy", "speech", "conflict", "civil"], 2),
    "status": lambda dice: dice.sample(["happened", "planned", "denied"], 2),
    "country": lambda dice: dice.sample(["IR", "US", "ir", "GE", "FJ"], dice.choice([1, 2])),
    "actor": lambda dice: dice.sample(
        ["Iran", "IRAQ", "country:IQ", "un", "Ünal", "protesters", "nobody at all"], dice.choice([1, 2])
    ),
    "actor_role": lambda dice: dice.sample(ROLES, dice.choice([1, 2])),
    "pair": _pair,
    "place": lambda dice: dice.sample(
        [
            *(
                "Tehran",
                "tehran",
                "110791",
                "112931",
                "Iran",
                "country:IR",
                "130758",
                "Islamic Republic of Iran",
            ),
            *(
                "Texas",
                "4736286",
                "Harris County",
                "United States",
                "georgia",
                "614540",
                "Houston",
                "red sea",
            ),
            *("the camp", "name:-:red-sea", "Samoa", "Nowhere at all", "999999999"),
        ],
        dice.choice([1, 1, 2]),
    ),
    "bbox": _bbox,
    "near": _near,
    "from": lambda dice: [_day(dice, date(2023, 1, 1), 700)],
    "to": lambda dice: [_day(dice, date(2024, 12, 1), 300)],
    "published_from": lambda dice: [_moment(dice, date(2024, 3, 1), 60)],
    "published_to": lambda dice: [_moment(dice, date(2024, 5, 1), 60)],
    "ingested_from": lambda dice: [_moment(dice, date(2024, 3, 1), 60)],
    "ingested_to": lambda dice: [_moment(dice, date(2024, 5, 2), 60)],
    "source": lambda dice: [
        dice.choice([name, name.upper(), name.lower()]) for name in dice.sample(OUTLETS, 2)
    ],
    "min_sources": lambda dice: [str(dice.choice([0, 1, 2, 3]))],
    "min_confidence": lambda dice: [str(round(dice.random(), 2))],
    "verified": lambda dice: [dice.choice(["true", "false"])],
}


def alone(dice: random.Random, times: int) -> list[Params]:
    """No condition, then every one alone, ``times`` over."""
    return [{}, *({name: choose(dice)} for name, choose in CHOICES.items() for _ in range(times))]


def together(dice: random.Random, many: int) -> list[Params]:
    """Two to four conditions at once."""
    return [
        {name: CHOICES[name](dice) for name in dice.sample(list(CHOICES), dice.choice([2, 2, 3, 4]))}
        for _ in range(many)
    ]
