"""The sector that a person's last office gives: of the body or group it is in, else of its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.extract.who.facts import Form, Known, Title

# "Chief of Army Staff" heads soldiers, "White House Chief of Staff" does not
_MILITARY = re.compile(
    r"\b(?:General Staff|Army|Armed Forces|Joint Chiefs|Defence Forces|Central Command|Military|Supreme Allied)\b"
)


def with_sectors(people: Iterable[Form], firm: Iterable[Form], titles: Mapping[str, Title]) -> Iterator[Form]:
    bodies = {form.text: form.known for form in firm if form.known.kind in ("body", "group")}
    done: dict[str, Known] = {}
    for form in people:
        known = form.known
        if known.id not in done:
            done[known.id] = replace(known, sector=sector_of(known.offices[-1].title, bodies, titles))
        yield replace(form, known=done[known.id])


def sector_of(office: str, bodies: Mapping[str, Known], titles: Mapping[str, Title]) -> str:
    """
    >>> sector_of("Senator", {}, {"senator": Title(sector="LEG", gender=None)})
    'LEG'
    """
    held = _body(office, bodies)
    if held is not None and held.sector:
        return held.sector
    if _MILITARY.search(office):
        return "MIL"
    for word in office.lower().split():
        if word in titles:
            return titles[word].sector
    return "GOV"


def _body(office: str, bodies: Mapping[str, Known]) -> Known | None:
    """The body of "Leader of the Sinaloa Cartel" and "Hamas Commander"; an ambassador serves his own state."""
    _, of, rest = office.partition(" of ")
    words = (rest.removeprefix("the ") if of else "").split()
    for end in range(len(words), 0, -1):
        if known := bodies.get(" ".join(words[:end])):
            return known
    words = office.split()
    return next((known for end in (3, 2, 1) if (known := bodies.get(" ".join(words[:end])))), None)
