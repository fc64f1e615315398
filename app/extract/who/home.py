"""The state that an article is about, for those who act for a state the text does not repeat ("the government")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.extract.who.gather import Draft
from app.extract.who.raw import Raw

_OF_A_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
_SHARE = 0.5  # of all mentions of states; below it the article has no home
_LEAST = 1.0  # protesters who wave Russian flags in Ouagadougou make no Russian of a minister
_WEIGHT = 0.5  # of an adjective or a town, against a state that is named


def settle(
    raws: Sequence[Raw], assigned: Sequence[int | None], drafts: Sequence[Draft], places: Iterable[str]
) -> None:
    """Give organs and officers without a state that of the article, where one state takes half of the mentions.

    ``places`` are the states of the towns and regions that the article names: it may never name its own.
    """
    counts: defaultdict[str | None, float] = defaultdict(float)
    for raw, index in zip(raws, assigned, strict=True):
        if index is not None and raw.form != "pronoun" and drafts[index].kind == "country":
            counts[drafts[index].country] += _WEIGHT if raw.form == "modifier" else 1.0
    for country in places:
        counts[country] += _WEIGHT
    if not counts:
        return
    home = max(counts, key=lambda country: counts[country])
    if counts[home] < _LEAST or counts[home] < _SHARE * sum(counts.values()):
        return
    for draft in drafts:
        if draft.country is None and draft.known is None and _serves(draft):
            draft.country, draft.at_home = home, True


def _serves(draft: Draft) -> bool:
    organ = draft.common and draft.kind == "body" and not draft.plural
    return draft.sector in _OF_A_STATE and (organ or (draft.kind == "person" and bool(draft.titles)))
