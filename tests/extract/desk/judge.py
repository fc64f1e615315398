"""The editor's facts beside our reports: which are met, which errors are made. Run as a module to see the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from app.extract.pipeline import Extractor
from tests.extract.traps.table import Trap

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    article: str
    events: int
    unmet: tuple[str, ...]
    errors: int  # how many could be made
    made: tuple[str, ...]


def articles() -> Iterator[tuple[str, str, date, Mapping[str, Any]]]:
    """Every article with facts: its name, text, day of publication and facts."""
    facts = yaml.safe_load((HERE / "facts.yaml").read_text(encoding="utf-8"))
    for path in sorted(HERE.glob("*.yaml")):
        if path.name == "facts.yaml":
            continue
        for article in yaml.safe_load(path.read_text(encoding="utf-8")):
            if article["id"] in facts:
                yield article["id"], article["text"].strip(), article["published"], facts[article["id"]]


def judged(extractor: Extractor) -> Iterator[Verdict]:
    for name, text, published, facts in articles():
        found = extractor.extract(text, published).reports
        wanted, unwanted = _plain(facts["events"]), _plain(facts.get("not", ()))
        trap = Trap(family="desk", name=name, text=text, published=published, reports=wanted, never=unwanted)
        faults = trap.faults(found)
        unmet = tuple(fault for fault in faults if fault.startswith("no report fits"))
        made = [one for one in unwanted if Trap(
            family="desk", name=name, text=text, published=published, never=[one]
        ).faults(found)]  # fmt: skip
        yield Verdict(
            article=name, events=len(wanted), unmet=unmet, errors=len(unwanted), made=tuple(map(str, made))
        )


def _plain(described: Any) -> list[dict[str, Any]]:
    """Days as text: YAML reads them as dates."""
    return [{k: v.isoformat() if isinstance(v, date) else v for k, v in one.items()} for one in described]


if __name__ == "__main__":
    from app.config import Settings

    verdicts = list(judged(Extractor.load(Settings().cache_dir)))
    for verdict in verdicts:
        print(f"{verdict.article}: {verdict.events - len(verdict.unmet)} of {verdict.events}")
        for line in (*verdict.unmet, *(f"wrong: {made}" for made in verdict.made)):
            print(f"    {line}")
    total, missed = sum(v.events for v in verdicts), sum(len(v.unmet) for v in verdicts)
    errors, made = sum(v.errors for v in verdicts), sum(len(v.made) for v in verdicts)
    print(f"{len(verdicts)} articles: {total - missed} of {total} events as told,", end=" ")
    print(f"{errors - made} of {errors} errors kept out")
