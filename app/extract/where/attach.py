"""Where one event took place: what hangs from its trigger, then what the sentences around it say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.records import Document, Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where import body, speech
from app.extract.where.kinds import AT_HOME, INHERITS, SPEECH, TOLD_BY_ARTICLE, worth
from app.extract.where.links import Link
from app.extract.where.setting import Setting

_FINE = {"site": 0, "city": 1, "region": 2, "admin1": 3, "country": 4}
_ENOUGH = 1.0
_HOP, _CLAUSE = 0.35, 0.5
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "parataxis", "acl", "csubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    place: Place
    strength: float  # 3 hangs from the trigger, 1 and less taken from around it


def place_of(doc: Document, trigger: Trigger, places: Sequence[Place]) -> Place | None:
    """The place of the event that ``trigger`` tells of, or None if the text does not say."""
    found = locate(Setting(doc, places), trigger)
    return found.place if found else None


def event_place(setting: Setting, triggers: Sequence[Trigger]) -> Place | None:
    """The place of one event told by several triggers: the most directly attached, then the most specific."""
    found = [one for trigger in triggers if (one := locate(setting, trigger)) is not None]
    if not found:
        return None
    top = max(one.strength for one in found)
    return best_place([one.place for one in found if one.strength > top - 1.0])


def best_place(candidates: Sequence[Place | None]) -> Place | None:
    """The most specific of several places of one event; of two alike the one met first."""
    known = [place for place in candidates if place is not None]
    return min(known, key=lambda place: _FINE[place.precision], default=None)


def locate(setting: Setting, trigger: Trigger) -> Located | None:
    """The place of what ``trigger`` tells of, from the nearest witness that the text has for it."""
    if trigger.type in SPEECH:
        place = speech.venue(setting, trigger)
        return Located(place=place, strength=3.0) if place else None
    direct = _direct(setting, trigger)
    if direct is not None:
        return direct
    for place, strength in _around(setting, trigger):
        if place is not None:
            return Located(place=place, strength=strength)
    return None


def _around(setting: Setting, trigger: Trigger) -> list[tuple[Place | None, float]]:
    """Places that the trigger's sentence does not attach to it, best first."""
    found: list[tuple[Place | None, float]] = []
    if _says_here(setting, trigger):
        found.append((setting.town, 1.5))
    if trigger.type in ("meeting", "visit", "agreement"):
        found.append((body.host(setting, trigger), 1.2))
    if trigger.type in AT_HOME:
        found.append((body.country_of_actor(setting, trigger), 1.0))
    if trigger.type in INHERITS:
        found.append((setting.before(trigger.sentence), 0.5))
    if trigger.type in TOLD_BY_ARTICLE:
        found.append((body.home(setting, trigger.sentence), 0.3))
    return found


def _says_here(setting: Setting, trigger: Trigger) -> bool:
    tree = setting.tree(trigger.sentence)
    return any(token.text.lower() == "here" and token.dep == "advmod" for token in tree.tokens)


def _direct(setting: Setting, trigger: Trigger) -> Located | None:
    tree, here = setting.tree(trigger.sentence), setting.links(trigger.sentence)
    token = tree.tokens[trigger.token]
    scored = [
        (_score(tree, token, trigger, link), -_FINE[link.place.precision], -i) for i, link in enumerate(here)
    ]
    best = max(scored, default=None)
    if best is None or best[0] < _ENOUGH:
        return None
    return Located(place=here[-best[2]].place, strength=best[0])


def _score(tree: Tree, token: Token, trigger: Trigger, link: Link) -> float:
    hops, clauses = path(tree, link.governor, token)
    return worth(trigger.type, link.role) - _HOP * hops - _CLAUSE * clauses


def path(tree: Tree, one: Token, other: Token) -> tuple[int, int]:
    """Steps between two words of a tree, and how many of them go in or out of a clause."""
    up = [one, *tree.ancestors(one)]
    down = [other, *tree.ancestors(other)]
    numbers = [token.index for token in down]
    for steps, token in enumerate(up):
        if token.index in numbers:
            cut = numbers.index(token.index)
            walked = [*up[:steps], *down[:cut]]
            return len(walked), sum(step.dep in _CLAUSES for step in walked)
    return len(up) + len(down), 2
