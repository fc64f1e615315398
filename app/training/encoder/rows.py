"""What the encoder learns from: an annotated article as windows of word pieces, labelled words and labelled links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tokenizers import Tokenizer

from app.evaluation.names import Words, forms, same, words
from app.extract.encode.windows import Windows, Word, pack
from app.extract.link import Candidate, candidates
from app.extract.link.candidates import head_word, within_reach
from app.extract.link.features import features
from app.extract.pipeline import Extractor
from app.extract.records import Document, Place, TimeExpression, Trigger
from app.extract.what.triggers import readable
from app.extract.when import find_times
from app.extract.where import find_places
from app.extract.who import Cast, find_actors, roles

OPTIONAL_WEIGHT = 0.4  # events that readers may leave out teach less
NONE = "none"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A word that the model judges; ``type`` is None for a further word of a trigger, which is neither right nor
    wrong."""

    word: Word
    type: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Could this candidate be source, target, place or time of that act? ``truth`` answers in this order."""

    act: Word
    candidate: Candidate
    features: tuple[str, ...]
    truth: tuple[bool, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    windows: Windows
    words: tuple[Labelled, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    word: Word
    type: str | None
    event: Mapping[str, Any]

    @property
    def weight(self) -> float:
        return OPTIONAL_WEIGHT if self.event.get("optional") else 1.0


def row_of(article: Mapping[str, Any], doc: Document, extractor: Extractor, tokenizer: Tokenizer) -> Row:
    """The row of one annotated, parsed article."""
    marked = _marked(article, doc)
    cast = find_actors(doc, extractor.knowledge)
    context = _Context(doc, cast, find_places(doc, extractor.gazetteer), find_times(doc))
    return Row(
        article["id"],
        pack(doc, tokenizer),
        tuple(_labelled(doc, marked)),
        tuple(pair for m in marked.values() if m.type for pair in context.pairs(m.word, m.type, m.event)),
    )


def _marked(article: Mapping[str, Any], doc: Document) -> dict[Word, _Marked]:
    """The words of all annotated triggers: the head word bears the type, an event that must be found before one that
    may be left out."""
    found: dict[Word, _Marked] = {}
    events = sorted(article["events"], key=lambda event: bool(event.get("optional")))
    for event in events:
        for mention in event["mentions"]:
            sentence = next((s for s in doc.sentences if s.start <= mention["start"] < s.end), None)
            head = head_word(doc, sentence.index, mention["start"], mention["end"]) if sentence else None
            if sentence is None or head is None:
                continue
            here = (sentence.index, head.index)
            if here not in found or found[here].type is None:
                found[here] = _Marked(here, event["type"], event)
            for token in sentence.tokens:
                if token.start < mention["end"] and mention["start"] < token.end:
                    found.setdefault((sentence.index, token.index), _Marked(here, None, event))
    return found


def _labelled(doc: Document, marked: Mapping[Word, _Marked]) -> Iterator[Labelled]:
    for sentence in doc.sentences:
        for token in sentence.tokens:
            mark = marked.get((sentence.index, token.index))
            if mark is not None:
                yield Labelled((sentence.index, token.index), mark.type, mark.weight)
            elif readable(token):
                yield Labelled((sentence.index, token.index), NONE, 1.0)


@dataclass(frozen=True, slots=True)
class _Context:
    doc: Document
    cast: Cast
    places: Sequence[Place]
    times: Sequence[TimeExpression]

    def pairs(self, word: Word, kind: str, event: Mapping[str, Any]) -> Iterator[Pair]:
        """Every candidate in reach of an annotated trigger, with what the annotation says of it."""
        token = self.doc.sentences[word[0]].tokens[word[1]]
        trigger = Trigger(
            sentence=word[0], token=word[1], start=token.start, end=token.end, type=kind, status="happened",
            score=1.0, via="",
        )  # fmt: skip
        grammar = {part.entity: part.role for part in roles(self.doc, trigger, self.cast)}
        quote = self.cast.quote_at(token.start)
        speaker = quote.speaker_entity if quote is not None else None
        for candidate in candidates(self.doc, self.cast, self.places, self.times):
            if within_reach(word[0], candidate):
                names = features(self.cast, trigger, candidate, grammar, speaker)
                yield Pair(word, candidate, tuple(names), self._truth(candidate, event))

    def _truth(self, candidate: Candidate, event: Mapping[str, Any]) -> tuple[bool, bool, bool, bool]:
        if candidate.kind == "actor":
            entity = self.cast.entities[candidate.group]
            names = [words(name) for name in (entity.name, entity.canonical_name, *entity.aliases)]
            return _plays(names, event, target=False), _plays(names, event, target=True), False, False
        if candidate.kind == "place":
            place = self.places[candidate.group]
            names = [words(name) for name in (place.name, place.canonical_name) if name]
            located = bool(event.get("location")) and same(forms(event["location"]), names)
            return False, False, located, False
        return False, False, False, _dates(self.times[candidate.group], event.get("date"))


def _dates(time: TimeExpression, days: Mapping[str, str] | None) -> bool:
    """Does the expression mean just the event's days?"""
    if days is None or time.first is None or time.last is None:
        return False
    return (time.first.isoformat(), time.last.isoformat()) == (days["start"][:10], days["end"][:10])


def _plays(names: Sequence[Words], event: Mapping[str, Any], *, target: bool) -> bool:
    """Is one of the event's actors in that role called so? Participants count as sources."""
    return any(same(forms(a), names) for a in event["actors"] if (a["role"] == "target") == target)
