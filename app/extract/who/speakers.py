"""Who "I" and "we" are: inside a direct quote, the one who speaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import ActorMention, Document
from app.extract.who.cast import Cast
from app.extract.who.quotes import attribute
from app.extract.who.raw import Raw
from app.extract.who.refer import is_first_person


def hear(doc: Document, cast: Cast, raws: Sequence[Raw]) -> Cast:
    """The cast with its quotes, and with the first persons inside them as mentions of the speaker."""
    cast = replace(cast, quotes=attribute(doc, cast))
    spoken = [mention for raw in raws if is_first_person(raw) for mention in _mention(raw, cast)]
    by_token = {**cast.by_token, **{(mention.sentence, mention.token): mention for mention in spoken}}
    mentions = sorted((*cast.mentions, *spoken), key=lambda mention: (mention.start, mention.end))
    return replace(cast, mentions=tuple(mentions), by_token=by_token)


def _mention(raw: Raw, cast: Cast) -> list[ActorMention]:
    quote = cast.quote_at(raw.start)
    if quote is None or quote.speaker_entity is None:
        return []
    return [
        ActorMention(
            sentence=raw.sentence,
            token=raw.token,
            start=raw.start,
            end=raw.end,
            kind=cast.entities[quote.speaker_entity].kind,
            entity=quote.speaker_entity,
            form="pronoun",
        )
    ]
