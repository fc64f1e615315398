"""Whose words they are: what is said is another act by another mouth, however alike the words, the day and the matter.

Without this, what two ministers say of one strike was one event: of 68 pairs of acts told beside the news that were put
together, 20 were one act (``tests/gold/beside.yaml``, the half that nothing was fitted on).
"""

from __future__ import annotations

from collections.abc import Iterable

from app.merging.profile import Profile
from app.merging.records import Party
from app.merging.words import content_words

_VAGUE = frozenset({"country", "unnamed"})


def speech_features(found: dict[str, float], a: Profile, b: Profile) -> None:
    """Adds to ``found`` what two accounts of which one at least is of speech share of their speakers and types."""
    one, other = a.account, b.account
    spoken = (one.family == "speech") + (other.family == "speech")
    if not spoken:
        return
    if spoken == 1:
        found["speech.deed.apart"] = 1.0
    elif one.type != other.type:
        found["speech.type.apart"] = 1.0
    mine, theirs = _speakers(one.parties), _speakers(other.parties)
    if not mine or not theirs:
        found["voice.unknown"] = 1.0
        return
    told = max(_alike(p, q) for p in mine for q in theirs)
    if told:
        found["voice.same" if told > 0 else "voice.other"] = 1.0


def _speakers(parties: Iterable[Party]) -> list[Party]:
    return [party for party in parties if party.role != "target"]


def _alike(one: Party, other: Party) -> int:
    """1 for one mouth, -1 for two, 0 where it cannot be told: a country may speak through a ministry."""
    if one.actor_id == other.actor_id:
        return 1
    if one.kind == other.kind == "person":
        return 1 if one.name.casefold().split()[-1:] == other.name.casefold().split()[-1:] else -1
    if one.country and other.country and one.country != other.country:
        return -1
    if content_words(one.name) & content_words(other.name):
        return 1
    if "unnamed" in (one.kind, other.kind):
        return 0
    return 0 if one.country and one.country == other.country and _VAGUE & {one.kind, other.kind} else -1
