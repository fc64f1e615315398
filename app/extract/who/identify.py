"""Organs that only their state tells apart get their identity, and those that turn out to be one are joined."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.who.gather import Draft
from app.extract.who.organs import Organs


def identify(drafts: Sequence[Draft], assigned: list[int | None], organs: Organs) -> None:
    """Give the organs among ``drafts`` their identity; drafts that turn out to be the same one are joined.

    It comes last, when each has its state: "the foreign ministry" may have got it from the article.
    """
    first = {draft.known.id: i for i, draft in enumerate(drafts) if draft.known is not None}
    joined: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        if draft.kind != "body" or draft.known is not None or draft.plural or draft.country is None:
            continue
        known = next((k for name in draft.names if (k := organs.find(name, draft.country))), None)
        if known is None:
            continue
        other = first.setdefault(known.id, i)
        if other != i:
            joined[i] = other
            drafts[other].names.extend(draft.names)
        else:
            draft.known, draft.sector = known, known.sector
    for place, index in enumerate(assigned):
        if index in joined:
            assigned[place] = joined[index]
