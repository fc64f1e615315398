"""Happenings as several outlets tell them, each article with the report that is read from it."""

from dataclasses import dataclass
from typing import Any

from app.extract.records import Place, Report
from tests.store.build import actor, mention, place, report, when

RUSSIA = actor("Russia", kind="country", country="RU", actor_id="country:RU", title=None)
UKRAINE = actor("Ukraine", kind="country", country="UA", actor_id="country:UA", title=None, role="target")
KHARKIV = place(
    "Kharkiv", country="UA", admin1="Kharkiv", geonames_id=706483, latitude=49.98, longitude=36.25
)
ODESA = place("Odesa", country="UA", admin1="Odesa", geonames_id=698740, latitude=46.48, longitude=30.73)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article and the one report in it."""

    name: str  # its external_id
    source: str
    published: str
    text: str
    report: Report

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "external_id": self.name,
            "source": self.source,
            "published_at": self.published,
            "text": self.text,
            "title": self.text.split(",")[0],
        }


def strike(
    name: str,
    text: str,
    *,
    day: str = "2024-11-05",
    where: Place = KHARKIV,
    words: str = "missile",
    source: str | None = None,
    hour: int = 12,
    **fields: Any,
) -> Told:
    values = {
        "mentions": (mention(words, text),),
        "actors": (RUSSIA, UKRAINE),
        "date": when(day),
        "location": where,
        "summary": f"Russia strikes {where.name}",
    }
    return Told(
        name=name,
        source=source or name,
        published=f"{day}T{hour:02}:00:00Z",
        text=text,
        report=report("strike", **(values | fields)),
    )


BLOCK = (
    "Russian missiles hit an apartment block in Kharkiv on Tuesday, the regional governor said",
    "A Russian missile struck an apartment block in the Ukrainian city of Kharkiv, rescuers reported",
    "Rescuers searched an apartment block in Kharkiv after a Russian missile strike, the mayor said",
    "An apartment block in Kharkiv was destroyed by a Russian missile, emergency services reported",
)
PORT = (
    "Russian missiles damaged grain silos in the port of Odesa, the navy said",
    "Grain silos burned in Odesa after a Russian missile attack on the port, the ministry reported",
    "A Russian missile set fire to grain silos at the port of Odesa, officials said",
)
PLANT = (
    "A missile fired by Russia cut power in Kharkiv after it hit a thermal plant, the operator said",
    "The thermal plant of Kharkiv stopped after a Russian missile hit it and cut power, engineers said",
    "Power was cut in Kharkiv when a Russian missile hit the thermal plant, the operator reported",
)


def three_happenings() -> list[Told]:
    """Two strikes on one city two days apart, and one on another city."""
    return [
        *(strike(f"block-{n}", text, hour=9 + n) for n, text in enumerate(BLOCK)),
        *(strike(f"port-{n}", text, where=ODESA, hour=9 + n) for n, text in enumerate(PORT)),
        *(strike(f"plant-{n}", text, day="2024-11-07", hour=9 + n) for n, text in enumerate(PLANT)),
    ]
