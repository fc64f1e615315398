"""Who acts in one article: mentions, and the actors they are mentions of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.extract.records import ActorMention, Document, Entity, Quote
from app.extract.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an actor's identity and country come from."""

    known: str | None  # its entry in the knowledge base; None: provisional, known from this text alone
    country: Literal["knowledge base", "words", "article"] | None  # None: it has no country
    words: tuple[int, int] | None = None  # the place of the words that tell the country


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    mentions: tuple[ActorMention, ...]  # in the order of the text
    entities: tuple[Entity, ...]
    trees: tuple[Tree, ...]  # one a sentence
    by_token: dict[tuple[int, int], ActorMention] = field(
        repr=False
    )  # (sentence, token) -> the mention it belongs to
    things: dict[int, str] = field(
        default_factory=dict
    )  # entity -> "facility" (only suffers) or "craft" (fights)
    quotes: tuple[Quote, ...] = ()
    members: dict[tuple[int, int], tuple[int, ...]] = field(
        default_factory=dict
    )  # "the two leaders" -> entities
    origins: tuple[Origin, ...] = ()  # one an entity

    def at(self, sentence: int, token: int) -> ActorMention | None:
        return self.by_token.get((sentence, token))

    def quote_at(self, position: int) -> Quote | None:
        """The direct quote that holds this place of the text."""
        return next((quote for quote in self.quotes if quote.start <= position < quote.end), None)

    def entity(self, mention: ActorMention) -> Entity:
        return self.entities[mention.entity]


def trees_of(doc: Document) -> tuple[Tree, ...]:
    return tuple(Tree.of(sentence) for sentence in doc.sentences)
