"""What speaks for and against two accounts telling of one happening, one number a feature.

A feature that cannot be told, because one side does not say, is absent: unknown is not nought.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

from app.merging.places import place_features
from app.merging.profile import Bag, Profile
from app.merging.speech import speech_features

_FEW = math.log1p(12.0)  # of the nats of rarity from which more shared words of a title say no more
_MANY = math.log1p(30.0)  # the same of the words of sentences
_SOME, _MUCH = 12.0, 36.0  # nats that two articles share by chance, and how many more make one story
_FAR = 6.0  # log2 of days: from two months on a gap says no more
_HIGH = 5.0  # log2 of a toll: two accounts that both count 32 dead are as telling as two that count 300


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
    _parties(found, "doers", a.doers, b.doers)
    _parties(found, "targets", a.targets, b.targets)
    speech_features(found, a, b)
    if a.persons and b.persons and not a.persons & b.persons:
        found["persons.other"] = 1.0
    if a.states and b.states and not a.states & b.states:
        found["doers.opposed"] = 1.0
    _texts(found, a, b)
    _titles(found, a, b)
    _days(found, a, b)
    place_features(found, a.account.spot, b.account.spot)
    _scenes(found, a, b)
    _tolls(found, a, b)
    if (a.account.status == "denied") != (b.account.status == "denied"):
        found["status.denied"] = 1.0
    return found


def _scenes(found: dict[str, float], a: Profile, b: Profile) -> None:
    """Violence has a scene: in two cities it is two happenings, however alike and on one day. Of other acts the place
    is often that of the telling, and says less; so does a country, which extraction gets wrong more often."""
    if a.account.family == b.account.family == "conflict" and "place.apart" in found:
        found["scene.apart"] = found["place.apart"]


def _parties(found: dict[str, float], name: str, a: Bag, b: Bag) -> None:
    if a.total and b.total:
        like = _like(a, b)
        found[name + (".like" if like else ".other")] = like or 1.0


def _texts(found: dict[str, float], a: Profile, b: Profile) -> None:
    """How rare the words are that the telling sentences, and the articles' openings, have in common."""
    for name, one, other in (("words", a.words, b.words), ("context", a.context, b.context)):
        if not one.total or not other.total:
            continue
        shared = one.shared(other)
        if not shared:
            found[name + ".other"] = 1.0
            continue
        found[name + ".shared"] = min(1.0, math.log1p(shared) / _MANY)
        if shared > _SOME:
            found[name + ".much"] = min(1.0, (shared - _SOME) / _MUCH)
        if name == "words":
            found["words.held"] = min(1.0, shared / min(one.total, other.total))


def _titles(found: dict[str, float], a: Profile, b: Profile) -> None:
    """How much of each article's title the other one tells, and whether both accounts are what their titles say: two
    that are and have little else in common are two happenings."""
    found["salience"] = min(a.salience, b.salience)
    if a.account.type != b.account.type:
        found["type.salience"] = found["salience"]  # what is the news of both may be two words for one act
    if not a.title.total or not b.title.total:
        return
    found["title.shared"] = min(1.0, math.log1p(a.title.shared(b.title)) / _FEW)
    found["title.told"] = max(
        a.title.shared(b.words) / a.title.total, b.title.shared(a.words) / b.title.total
    )
    found["title.known"] = (
        a.title.shared(b.context) / a.title.total + b.title.shared(a.context) / b.title.total
    ) / 2


def _like(a: Bag, b: Bag) -> float:
    """The share of what both have, 0..1, as the cosine of two sets is."""
    return min(1.0, a.shared(b) / math.sqrt(a.total * b.total))


def _days(found: dict[str, float], a: Profile, b: Profile) -> None:
    """How far apart the days are, by how many of the two articles give a day of their own."""
    if a.published is not None and b.published is not None and not (a.dated and b.dated):
        found["published.apart"] = _log_days(abs(a.published - b.published))
    if a.first is None or b.first is None or a.last is None or b.last is None:
        _undated(found, a, b)
        return
    sure = ("weak", "half", "own")[a.own_date + b.own_date]
    gap = max(a.first - b.last, b.first - a.last, 0)
    if not gap and a.fine and b.fine:
        found[f"days.same.{sure}"] = 1.0
    elif not gap:
        found["days.within"] = 1.0
    elif sure == "half":
        # an article without a day of its own is out after the day, a little; before it, it tells of something else
        later = a if a.first > b.last else b
        found["days.early" if later.own_date else "days.late"] = _log_days(gap)
    else:
        found[f"days.apart.{sure}"] = _log_days(gap)


def _undated(found: dict[str, float], a: Profile, b: Profile) -> None:
    """Where no day tells look-alikes apart, words must: they weigh differently there."""
    found["days.unknown"] = 1.0
    for name, one, other in (("words", a.words, b.words), ("context", a.context, b.context)):
        if one.total and other.total:
            found["undated." + name] = math.sqrt(_like(one, other))


def _log_days(days: int) -> float:
    return min(math.log2(1 + days), _FAR) / _FAR


def _tolls(found: dict[str, float], a: Profile, b: Profile) -> None:
    """Tolls rise from one day to the next; one that falls, or two of no known day that differ, speak against."""
    earlier, later = (a, b) if (a.published or 0) <= (b.published or 0) else (b, a)
    known = earlier.published is not None and later.published is not None
    for name in ("killed", "injured"):
        before, after = getattr(earlier.account, name), getattr(later.account, name)
        if before is None or after is None:
            continue
        if before == after:
            found[name + ".same"] = min(1.0, math.log2(1 + before) / _HIGH)
        else:
            risen = known and (after > before or earlier.published == later.published)
            found[name + (".risen" if risen else ".other")] = abs(math.log2((after + 1) / (before + 1)))
