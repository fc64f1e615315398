"""Where a happening took place, once it is known whom it hit."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Actor, Place, Trigger
from app.extract.where import Setting, body, speech
from app.extract.where.attach import Located, event_located, own_place
from app.extract.where.kinds import AT_HOME, BETWEEN, SPEECH

_OWN_GROUND = frozenset({"arrest", "mobilization"})  # done at home, where nothing else is said
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
    found = event_located(setting, triggers) or _of_actors(setting, kind, triggers, actors)
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


def _of_actors(
    setting: Setting, kind: str, triggers: Sequence[Trigger], actors: Sequence[Actor]
) -> Located | None:
    """The place that follows from who takes part, where the sentences themselves say none."""
    if kind in SPEECH:
        names = (
            actor.name.split()[-1] for actor in actors if actor.role == "source" and actor.kind == "person"
        )
        spoke = next((place for name in names if (place := speech.stands(setting, name))), None)
        return Located(place=spoke, strength=0.9, rule="where its speaker spoke") if spoke else None
    if kind in BETWEEN and len(actors) > 1:
        return _home(setting, triggers[0], actors, "the country of all who take part")
    if kind in AT_HOME or kind in _OWN_GROUND:
        doers = [actor for actor in actors if actor.role == "source"]
        return _home(setting, triggers[0], doers, "the country of its actor")
    return None


def _home(setting: Setting, trigger: Trigger, actors: Sequence[Actor], rule: str) -> Located | None:
    """The one country that ``actors`` act for."""
    countries = {actor.country for actor in actors}
    code = countries.pop() if len(countries) == 1 else None
    home = body.country_named(setting, code, trigger.sentence) if code else None
    return Located(place=home, strength=0.5, rule=rule) if home else None
