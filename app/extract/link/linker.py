"""Who, where and when belong to an act: the link head's odds for everything in reach, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.extract.encode import Encoder, Vectors
from app.extract.link.candidates import Candidate, within_reach
from app.extract.link.features import features, twin_features
from app.extract.records import Document, Role, Trigger
from app.extract.taxonomy import MUTUAL
from app.extract.who import Cast, Part, roles


@dataclass(frozen=True, slots=True)
class Link:
    """The odds, each on its own, that a candidate is the source (or a participant), target, place or time of an act."""

    candidate: Candidate
    source: float
    target: float
    place: float
    time: float


@dataclass(frozen=True, slots=True)
class Linker:
    doc: Document
    cast: Cast
    encoder: Encoder
    vectors: Vectors
    candidates: Sequence[Candidate]

    def links(self, trigger: Trigger) -> tuple[Link, ...]:
        """Every candidate in reach of a trigger with its odds."""
        near = [c for c in self.candidates if within_reach(trigger.sentence, c)]
        if not near:
            return ()
        grammar = {part.entity: part.role for part in roles(self.doc, trigger, self.cast)}
        quote = self.cast.quote_at(trigger.start)
        speaker = quote.speaker_entity if quote is not None else None
        named = [features(self.cast, trigger, c, grammar, speaker) for c in near]
        act = self.vectors.of([(trigger.sentence, trigger.token)])
        words = self.vectors.of([(c.sentence, c.token) for c in near])
        odds = self.encoder.links.odds(act.repeat(len(near), axis=0), words, named)
        return tuple(Link(c, *map(float, row)) for c, row in zip(near, odds, strict=True))

    def parts(self, trigger: Trigger) -> tuple[Part, ...]:
        """The actors of an act with their roles, sources first."""
        return chosen(self.links(trigger), trigger.type)

    def twins(self, earlier: Sequence[Trigger], later: Trigger) -> list[float]:
        """How likely each earlier act and the later one tell of one happening, as the encoder reads them."""
        if not earlier:
            return []
        first = self.vectors.of([(t.sentence, t.token) for t in earlier])
        second = self.vectors.of([(later.sentence, later.token)]).repeat(len(earlier), axis=0)
        named = [twin_features(self.doc, trigger, later) for trigger in earlier]
        return [float(row[0]) for row in self.encoder.twins.odds(first, second, named)]


LEAST_SOURCE = 0.5
LEAST_TARGET = 0.5
MAYBE = 0.25  # enough for the best source where none is sure


def chosen(links: Iterable[Link], kind: str) -> tuple[Part, ...]:
    """Each actor once, in its likelier role, by its likeliest mention."""
    actors = [link for link in links if link.candidate.kind == "actor"]
    sources = _best(actors, "source")
    targets = _best(actors, "target")
    least = min(LEAST_SOURCE, max((link.source for link in sources.values()), default=0.0))
    found: list[Part] = []
    for entity, link in sources.items():
        if link.source >= max(least, MAYBE) and link.source >= targets[entity].target:
            found.append(_part("participant" if kind in MUTUAL else "source", link))
    taken = {part.entity for part in found}
    for entity, link in targets.items():
        if entity not in taken and link.target >= LEAST_TARGET and kind not in MUTUAL:
            found.append(_part("target", link))
    return tuple(found)


def _best(links: Sequence[Link], role: str) -> dict[int, Link]:
    """The likeliest link of each actor for a role."""
    best: dict[int, Link] = {}
    for link in links:
        entity = link.candidate.group
        if entity not in best or getattr(link, role) > getattr(best[entity], role):
            best[entity] = link
    return best


def _part(role: Role, link: Link) -> Part:
    mention = link.candidate.mention
    assert mention is not None  # candidates of kind "actor" carry theirs
    return Part(role=role, mention=mention, entity=mention.entity)
