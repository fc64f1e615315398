"""What lies under the reports: the times and places of an article, each as a layer of its own.

For those who want to tag texts, and for comparison with other taggers, whose scorers read these layers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.extract import parse
from app.extract.when.timex import Timex, timexes
from app.extract.where import Gazetteer
from app.extract.where.layer import Toponym, toponyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    times: (
        tuple[Timex, ...] | None
    )  # None where nobody knows when the text came out: most times count from then
    places: tuple[Toponym, ...]


def read_layers(
    nlp: parse.Language, gazetteer: Gazetteer, text: str, published: date | None, title: str | None = None
) -> Layers:
    """The time expressions and the toponyms of one article, in its order; offsets count characters of ``text``."""
    # where the day is unknown the world is today's: the tables of places know one border that moved, in 2011
    doc = parse.parse(nlp, text, published or date.max, title)
    return Layers(times=timexes(doc) if published else None, places=toponyms(doc, gazetteer))
