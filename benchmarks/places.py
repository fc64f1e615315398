"""What each kind of figure adds to places: ``python -m benchmarks.places PLACES.jsonl [ARTICLES.jsonl ...]``

Fits the weights on one half of the documents of ``PLACES``, with all figures and with one family left out at a time,
and measures on the other half; then the same with the halves exchanged. Needs the ``train`` extra.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.config import Settings
from app.extract import parse
from app.extract.where import Gazetteer
from app.extract.where.contain import containers, great_circle_km
from app.extract.where.layer import firm_texts, place_of_name, seen_names
from app.extract.where.model import Round, round_of
from app.extract.where.recognise import Name, people_of
from app.extract.where.resolve import resolve_with
from app.extract.where.signs import odds, signs
from app.training.places.fit import Model, fit
from app.training.places.rows import Text, half_of, over, read

_NEAR_KM = 161.0
FAMILIES: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "size": ("size", "metropolis", "size_division", "size_district"),
    "what is written to contain it": ("inside", "outside", "told"),
    "the noun after it": ("division_noun", "county_noun", "town_noun"),
    "own names before alternate ones": ("alternate", "short"),
    "countries spoken of": ("country_share", "country_named", "absent"),
    "states and provinces spoken of": (
        "state_share",
        "state_named",
        "division_share",
        "us_with_states",
        "us_without_states",
        "country_beside_states",
    ),
    "neighbours": ("near", "near_many", "beside"),
    "words of a country's press": ("style",),
}
ALL_OF_ARTICLE = "everything of the article around it"


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one source."""

    gold: int = 0  # toponyms with a point
    found: int = 0  # of those, with a name over them
    placed: int = 0  # of those, with a point
    near: int = 0  # of those, within 161 km
    given: int = 0  # names

    def plus(self, gold: int, found: int, placed: int, near: int, given: int) -> Measured:
        return Measured(
            self.gold + gold,
            self.found + found,
            self.placed + placed,
            self.near + near,
            self.given + given,
        )


def measure(
    texts: Sequence[Text], gazetteer: Gazetteer, model: Model, rounds: Sequence[Round], kinds: Collection[str]
) -> dict[str, Measured]:
    """By source. ``kinds`` are the names that count: firm, loose, folk."""
    total: dict[str, Measured] = defaultdict(Measured)
    for text in texts:
        names = names_of(text, gazetteer, model, kinds)
        around = containers(text.doc, names)
        placed = [
            place_of_name(text.doc, one, gazetteer)
            for one in resolve_with(text.doc, names, around, None, rounds)
        ]
        points = [mark for mark in text.marked if mark.point]
        given = [place for place, name in zip(placed, names, strict=True) if counts(text, name)]
        hits = [
            (mark, place)
            for mark in points
            for place in placed
            if place.start < mark.end and mark.start < place.end
        ]
        first = dict(reversed(hits))
        known = {mark: place for mark, place in first.items() if place.latitude is not None}
        near = sum(
            great_circle_km((place.latitude, place.longitude), mark.point) <= _NEAR_KM
            for mark, place in known.items()
        )
        total[text.source] = total[text.source].plus(len(points), len(first), len(known), near, len(given))
    return total


def names_of(text: Text, gazetteer: Gazetteer, model: Model, kinds: Collection[str]) -> list[Name]:
    seen = seen_names(text.doc, gazetteer)
    firm, people = firm_texts(seen), people_of(text.doc)
    kept = []
    for name, folk in seen:
        kind = "folk" if folk else "firm" if name.firm else "loose"
        plain = kinds == {"firm"} and name.firm
        if kind in kinds and (
            plain or odds(model.recognition, signs(text.doc, name, folk, firm, people)) > 0.0
        ):
            kept.append(name)
    return kept


def counts(text: Text, name: Name) -> bool:
    """Whether a name is right or wrong: over a toponym without a point it is neither."""
    marks = over(text, name)
    return not marks or any(mark.point for mark in marks)


def row(label: str, total: dict[str, Measured]) -> str:
    cells = [f"{one.near / max(one.placed, 1):.3f}" for _, one in sorted(total.items())]
    whole = [sum(getattr(one, name) for one in total.values()) for name in ("gold", "found", "given")]
    recall, precision = whole[1] / whole[0], whole[1] / whole[2]
    f1 = 2 * recall * precision / (recall + precision)
    return f"| {label} | {' | '.join(cells)} | {f1:.3f} |"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("places", type=Path)
    ap.add_argument("articles", nargs="*", type=Path)
    args = ap.parse_args()
    nlp, gazetteer = parse.load(parse.DEFAULT_MODEL), Gazetteer.ensure(Settings().cache_dir)
    texts = list(read(args.places, nlp))
    more = [text for path in args.articles for text in read(path, nlp)]
    report(texts, more, gazetteer)


def report(texts: Sequence[Text], more: Sequence[Text], gazetteer: Gazetteer) -> None:
    halves = [[text for text in texts if half_of(text.id) == half] for half in (0, 1)]
    every = {"firm", "loose", "folk"}
    for half in (0, 1):
        learned, measured = [*halves[half], *more], halves[1 - half]
        print(f"fitted on half {half}, measured on the other: {len(measured)} documents")
        print(f"| without | {' | '.join(sorted({text.source for text in texts}))} | recognition |")
        for label, names in FAMILIES.items():
            model = fit(learned, gazetteer, names)
            rounds = [round_of(weights) for weights in model.rounds]
            print(row(label, measure(measured, gazetteer, model, rounds, every)), flush=True)
            if not names:
                print(row(ALL_OF_ARTICLE, measure(measured, gazetteer, model, rounds[:1], every)))
                print(row("demonyms", measure(measured, gazetteer, model, rounds, {"firm", "loose"})))
                print(row("all but sure names", measure(measured, gazetteer, model, rounds, {"firm"})))


if __name__ == "__main__":
    main()
