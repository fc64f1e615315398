"""Who does what to whom: source, target and participants of one trigger, by dependency and by the frame of its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.extract.records import Document, Trigger
from app.extract.who.arguments import Clause
from app.extract.who.cast import Cast
from app.extract.who.frames import frames
from app.extract.who.reader import SPEECH, Part, Reader

# types whose target may stand in the content alone: "voted to expel X"
_CONTENT = frozenset(
    {
        "policy",
        "legal_action",
        "sanction",
        "coercion",
        "concession",
        "aid",
        "pledge",
        "rejection",
        "threat",
        "appointment",
    }
)


def roles(doc: Document, trigger: Trigger, cast: Cast) -> tuple[Part, ...]:
    """The parts of one trigger, sources first, each actor once. Raises KeyError for a type without a frame."""
    frame = frames()[trigger.type]
    clause = Clause(cast.trees[trigger.sentence], cast)
    reader = Reader(clause, frame)
    token = clause.tree.tokens[trigger.token]
    parts = list(reader.parts(token))
    if frame.type in SPEECH and not any(part.role == "source" for part in parts):
        parts.extend(_quoted(trigger, cast) or reader.speaker(token))
    if frame.type in _CONTENT and not any(part.role == "target" for part in parts):
        parts.extend(reader.deeper(token))
    return tuple(_once(parts))


def _quoted(trigger: Trigger, cast: Cast) -> list[Part]:
    """The speaker of the quote that the trigger stands in."""
    quote = cast.quote_at(trigger.start)
    if quote is None or quote.speaker_entity is None:
        return []
    spoken = (m for m in cast.mentions if m.entity == quote.speaker_entity)
    mention = min(spoken, key=lambda m: abs(m.start - quote.end))
    return [Part(role="source", mention=mention, entity=mention.entity)]


def _once(parts: Iterable[Part]) -> Iterator[Part]:
    """Each actor in the first part found for it, sources before targets."""
    seen: set[int] = set()
    for part in sorted(parts, key=lambda part: part.role == "target"):
        if part.entity not in seen:
            seen.add(part.entity)
            yield part
