"""Who acts in one article: mentions, and the actors they are mentions of."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.extract.records import ActorMention, Document, Entity
from app.extract.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    mentions: tuple[ActorMention, ...]  # in the order of the text
    entities: tuple[Entity, ...]
    trees: tuple[Tree, ...]  # one a sentence
    by_token: dict[tuple[int, int], ActorMention] = field(repr=False)  # (sentence, token) -> the mention it belongs to
    facilities: frozenset[int] = frozenset()  # entities that can only suffer: hospitals, convoys

    def at(self, sentence: int, token: int) -> ActorMention | None:
        return self.by_token.get((sentence, token))

    def entity(self, mention: ActorMention) -> Entity:
        return self.entities[mention.entity]


def trees_of(doc: Document) -> tuple[Tree, ...]:
    return tuple(Tree.of(sentence) for sentence in doc.sentences)
