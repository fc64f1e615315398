"""Where an actor's name stands: the value that a report gives and the words that it points at are the same."""

from __future__ import annotations

import re

from app.extract.records import ActorMention, Document, Entity
from app.extract.who import Cast


def named_at(doc: Document, entity: Entity, mention: ActorMention, cast: Cast) -> tuple[int, int]:
    """Offsets of ``entity``'s name: in ``mention`` if it says it, else where it stands nearest.

    A name that the text nowhere writes as such ("Russia", where it only says "Russian forces") is pointed at by the
    mention itself.
    """
    if (here := _inside(doc, entity.name, mention)) is not None:
        return here
    others = (other for other in cast.mentions if other.entity == entity.index)
    for other in sorted(others, key=lambda other: abs(other.sentence - mention.sentence)):
        if (there := _inside(doc, entity.name, other)) is not None:
            return there
    return mention.start, mention.end


def _inside(doc: Document, name: str, mention: ActorMention) -> tuple[int, int] | None:
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")  # "Iran" does not stand in "Iranian"
    found = whole.search(doc.text, mention.start, mention.end)
    return found.span() if found and not doc.text[found.end() : found.end() + 1].isalnum() else None
