"""The state that an article is about, for those who act for a state the text does not repeat ("the government")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.extract.who.gather import Draft
from app.extract.who.raw import Raw

_OF_A_STATE = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})
_SHARE = 0.5  # of all mentions of states; below it the article has no home


def settle(raws: Sequence[Raw], assigned: Sequence[int | None], drafts: Sequence[Draft]) -> None:
    """Give organs and officers without a state that of the article, where one state takes half of the mentions."""
    counts = Counter(
        drafts[index].country
        for raw, index in zip(raws, assigned, strict=True)
        if index is not None and raw.form != "pronoun" and drafts[index].kind == "country"
    )
    if not counts:
        return
    home, mentions = counts.most_common(1)[0]
    if mentions < _SHARE * counts.total():
        return
    for draft in drafts:
        if draft.country is None and draft.known is None and _serves(draft):
            draft.country, draft.at_home = home, True


def _serves(draft: Draft) -> bool:
    organ = draft.common and draft.kind == "body" and not draft.plural
    return draft.sector in _OF_A_STATE and (organ or (draft.kind == "person" and bool(draft.titles)))
