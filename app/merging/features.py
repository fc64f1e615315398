"""What speaks for and against two accounts telling of one happening, one number a feature.

A feature that cannot be told, because one side does not say, is absent: unknown is not nought.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

from app.merging.places import place_features
from app.merging.profile import Bag, Profile

_FEW = 12.0  # nats of rarity from which more shared actors say no more
_MANY = 30.0  # the same of words
_FAR = 6.0  # log2 of days: from two months on a gap says no more


@cache
def confusable() -> frozenset[tuple[str, str]]:
    """Pairs of types of different families that articles give to one happening, both ways round.
    Source: ``data/confusable.tsv``."""
    rows = files("app.merging").joinpath("data/confusable.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [row.split("\t")[:2] for row in rows if row and not row.startswith("#")]
    return frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))


def kinship(a: Profile, b: Profile) -> str:
    """How near the two types are: same, family, confusable or other."""
    one, other = a.account, b.account
    if one.type == other.type:
        return "same"
    if one.family == other.family:
        return "family"
    return "confusable" if (one.type, other.type) in confusable() else "other"


def compare(a: Profile, b: Profile) -> dict[str, float]:
    """The features of a pair. The same whichever comes first."""
    found = {"bias": 1.0, "type." + kinship(a, b): 1.0}
    _overlap(found, "doers", a.doers, b.doers, _FEW)
    _overlap(found, "targets", a.targets, b.targets, _FEW)
    _overlap(found, "parties", a.parties, b.parties, _FEW)
    _overlap(found, "words", a.words, b.words, _MANY)
    _overlap(found, "context", a.context, b.context, _MANY)
    _overlap(found, "title", a.title, b.title, _FEW)
    _cross(found, a, b)
    found["salience"] = min(a.salience, b.salience)
    found["lead.both"] = min(a.lead, b.lead)
    found["lead.differs"] = abs(a.lead - b.lead)
    if a.persons and b.persons and not a.persons & b.persons:
        found["persons.other"] = 1.0
    _days(found, a, b)
    place_features(found, a.account.spot, b.account.spot)
    _tolls(found, a, b)
    if (a.account.status == "denied") != (b.account.status == "denied"):
        found["status.denied"] = 1.0
    if a.published is not None and b.published is not None and not (a.dated and b.dated):
        found["published.apart"] = _log_days(abs(a.published - b.published))
    return found


def _overlap(found: dict[str, float], name: str, a: Bag, b: Bag, enough: float) -> None:
    """How rare what both share is, and how much of what they have they share."""
    if not a.total or not b.total:
        return
    shared = a.shared(b)
    found[name + ".shared"] = min(1.0, math.log1p(shared) / math.log1p(enough))
    found[name + ".like"] = min(1.0, shared / math.sqrt(a.total * b.total))
    if not shared:
        found[name + ".other"] = 1.0


def _cross(found: dict[str, float], a: Profile, b: Profile) -> None:
    """How much of each account's words the other article opens with."""
    if a.words.total and b.words.total and a.context.total and b.context.total:
        found["cross"] = (
            a.words.shared(b.context) / a.words.total + b.words.shared(a.context) / b.words.total
        ) / 2


def _days(found: dict[str, float], a: Profile, b: Profile) -> None:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return
    sure = ("weak", "half", "own")[a.own_date + b.own_date]
    gap = max(a.first - b.last, b.first - a.last, 0)
    if gap:
        found[f"days.apart.{sure}"] = _log_days(gap)
    elif a.fine and b.fine:
        found[f"days.same.{sure}"] = 1.0
    else:
        found["days.within"] = 1.0


def _log_days(days: int) -> float:
    return min(math.log2(1 + days), _FAR) / _FAR


def _tolls(found: dict[str, float], a: Profile, b: Profile) -> None:
    earlier, later = (a, b) if (a.published or 0) <= (b.published or 0) else (b, a)
    for name in ("killed", "injured"):
        before, after = getattr(earlier.account, name), getattr(later.account, name)
        if before is None or after is None:
            continue
        if before == after:
            found[name + ".same"] = min(1.0, math.log2(1 + before) / 5)
            continue
        revised = after > before and a.published is not None and b.published is not None
        found[name + (".risen" if revised else ".other")] = abs(math.log2((after + 1) / (before + 1)))
