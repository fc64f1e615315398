"""Where a happening took place, once it is known whom it hit."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Actor, Place, Trigger
from app.extract.where import Setting, event_place
from app.extract.where.attach import own_place

_HITTING = frozenset({"strike", "attack"})


def location_of(
    setting: Setting, kind: str, triggers: Sequence[Trigger], actors: Sequence[Actor]
) -> Place | None:
    """The place of one event. What hit a country is not placed in another one by the sentences around it: then it is
    where that country is named, or unknown. People may be hit abroad."""
    found = event_place(setting, triggers)
    if kind not in _HITTING or found is None or any(own_place(setting, trigger) for trigger in triggers):
        return found
    hit = {a.country for a in actors if a.role == "target" and a.country and a.kind != "person"}
    if not hit or found.country in hit:
        return found
    sentences = {trigger.sentence for trigger in triggers}
    named = [place for place in setting.places if place.country in hit and place.precision == "country"]
    return min(named, key=lambda place: min(abs(place.sentence - s) for s in sentences), default=None)
