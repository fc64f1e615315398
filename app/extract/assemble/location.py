"""Where a happening took place, once it is known whom it hit."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Actor, Place, Trigger
from app.extract.where import Setting
from app.extract.where.attach import Located, event_located, own_place

_HITTING = frozenset({"strike", "attack"})


def location_of(
    setting: Setting, kind: str, triggers: Sequence[Trigger], actors: Sequence[Actor]
) -> Place | None:
    """The place of one event. What hit a country is not placed in another one by the sentences around it: then it is
    where that country is named, or unknown. People may be hit abroad."""
    found = located(setting, kind, triggers, actors)
    return found.place if found is not None else None


def located(
    setting: Setting, kind: str, triggers: Sequence[Trigger], actors: Sequence[Actor]
) -> Located | None:
    """What ``location_of`` answers, with the rule that decided."""
    found = event_located(setting, triggers)
    if kind not in _HITTING or found is None or any(own_place(setting, trigger) for trigger in triggers):
        return found
    hit = {a.country for a in actors if a.role == "target" and a.country and a.kind != "person"}
    if not hit or found.place.country in hit:
        return found
    sentences = {trigger.sentence for trigger in triggers}
    named = [place for place in setting.places if place.country in hit and place.precision == "country"]
    nearest = min(named, key=lambda place: min(abs(place.sentence - s) for s in sentences), default=None)
    if nearest is None:
        return None
    return Located(place=nearest, strength=found.strength, rule="the country that was hit, where it is named")
