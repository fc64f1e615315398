"""The traps: short texts of our own with what must be, and what must not be, among their reports.

A trap is a table in one of the ``*.toml`` files beside this one. ``reports`` are descriptions that different reports
must fit, ``not`` descriptions that no report may fit, ``count`` how many reports of a type there are, ``none`` forbids
any report at all. A description names only what matters: names are looked for as whole words in an actor's names, ""
stands for null, a list of types for any of them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from app.extract.records import Actor, Report

HERE = Path(__file__).parent
TUESDAY = date(2024, 11, 5)  # published on, unless a trap says otherwise

Description = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    family: str
    name: str
    text: str
    published: date
    reports: Sequence[Description] = ()
    never: Sequence[Description] = ()
    count: Mapping[str, int] = field(default_factory=dict)
    none: bool = False

    def faults(self, found: Sequence[Report]) -> list[str]:
        """What is wrong with the reports that were found; nothing if the trap was seen."""
        faults = [f"no report fits {wanted}" for wanted in _unmet(self.reports, found)]
        faults += [
            f"{shown(report)} fits {unwanted}"
            for unwanted in self.never
            for report in found
            if fits(report, unwanted)
        ]
        for kind, number in self.count.items():
            seen = sum(report.type == kind for report in found)
            if seen != number:
                faults.append(f"{seen} of type {kind}, not {number}")
        if self.none:
            faults += [f"{shown(report)} is none" for report in found]
        return faults


def load(folder: Path = HERE) -> Iterator[Trap]:
    """The traps of every file, families in the order of their names. Raises TypeError for a key that none has."""
    for path in sorted(folder.glob("*.toml")):
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["trap"]:
            yield _trap(path.stem, **raw)


def _trap(family: str, *, trap: str, text: str, published: date = TUESDAY, **wanted: Any) -> Trap:
    wanted["never"] = wanted.pop("not", ())
    return Trap(family=family, name=trap, text=text.strip(), published=published, **wanted)


def _unmet(wanted: Sequence[Description], found: Sequence[Report]) -> list[Description]:
    """The descriptions left over when each takes the first report that fits it and is still free."""
    free = list(found)
    unmet = []
    for description in wanted:
        report = next((report for report in free if fits(report, description)), None)
        if report is None:
            unmet.append(description)
        else:
            free.remove(report)
    return unmet


def fits(report: Report, description: Description) -> bool:
    """True if the report is as described in every respect. Raises KeyError for a respect that there is not."""
    return all(RESPECTS[name](report, value) for name, value in description.items())


def _acting(role: str) -> Callable[[Report, Sequence[str]], bool]:
    return lambda report, names: all(
        any(actor.role in (role, "participant") and _called(actor, name) for actor in report.actors)
        for name in names
    )


def _called(actor: Actor, name: str) -> bool:
    return any(_holds(writing, name) for writing in (actor.name, actor.canonical_name, *actor.aliases))


def _holds(writing: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", writing, re.IGNORECASE) is not None


def _from(report: Report, countries: Sequence[str]) -> bool:
    doers = {actor.country for actor in report.actors if actor.role != "target"}
    return set(countries) <= doers


def _plain(name: str) -> Callable[[Report, object], bool]:
    return lambda report, value: getattr(report, name) == (None if value == "" else value)


def _claimed(report: Report, name: str) -> bool:
    if not name or report.claimed_by is None:
        return (name or None) == report.claimed_by
    return _holds(report.claimed_by, name)


def _chained(report: Report, names: Sequence[str]) -> bool:
    links = report.claim_chain
    return len(links) == len(names) and all(
        _holds(link.name, name) for link, name in zip(links, names, strict=True)
    )


def _dated(report: Report, days: str) -> bool:
    start, _, end = days.partition("/")
    return report.date is not None and [report.date.first.isoformat(), report.date.last.isoformat()] == [
        start,
        end or start,
    ]


RESPECTS: Mapping[str, Callable[[Report, Any], bool]] = {
    "type": lambda report, kinds: report.type in ([kinds] if isinstance(kinds, str) else kinds),
    "family": _plain("family"),
    "status": _plain("status"),
    "killed": _plain("killed"),
    "injured": _plain("injured"),
    "source": _acting("source"),
    "target": _acting("target"),
    "participant": _acting("participant"),
    "actor": lambda report, name: any(_called(actor, name) for actor in report.actors),
    "actor_country": lambda report, code: any(actor.country == code for actor in report.actors),
    "source_country": _from,
    "country": lambda report, code: report.location is not None and report.location.country == code,
    "date": _dated,
    "claimed_by": _claimed,
    "chain": _chained,
}


def shown(report: Report) -> str:
    actors = ", ".join(f"{actor.role} {actor.name} ({actor.country})" for actor in report.actors)
    where = f"{report.location.name} ({report.location.country})" if report.location else "nowhere"
    when = f"{report.date.first}/{report.date.last}" if report.date else "undated"
    toll = f"killed {report.killed}, injured {report.injured}"
    word = f"by the word of {report.claimed_by}"
    return f"[{report.status} {report.type} by {actors or 'nobody'}; {where}; {when}; {toll}; {word}]"
