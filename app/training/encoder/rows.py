"""What the encoder learns from: an annotated article as windows of word pieces, labelled words and labelled links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from app.evaluation.names import Words, forms, same, words
from app.extract import parse
from app.extract.encode.windows import Windows, Word, load_tokenizer, pack
from app.extract.link import Candidate, candidates
from app.extract.link.candidates import head_word, within_reach
from app.extract.link.features import features, twin_features
from app.extract.records import Document, Place, TimeExpression, Trigger
from app.extract.taxonomy import TYPES
from app.extract.what.triggers import readable
from app.extract.when import find_times
from app.extract.where import Gazetteer, find_places
from app.extract.who import Cast, Knowledge, find_actors, roles
from app.extract.who import load as load_knowledge

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
class Twin:
    """Do two acts of one family tell of one happening?"""

    first: Word
    second: Word
    features: tuple[str, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    windows: Windows
    words: tuple[Labelled, ...]
    pairs: tuple[Pair, ...]
    twins: tuple[Twin, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    word: Word
    type: str | None
    event: Mapping[str, Any]

    @property
    def weight(self) -> float:
        return OPTIONAL_WEIGHT if self.event.get("optional") else 1.0


@dataclass(frozen=True, slots=True)
class Kit:
    """What reads a text for training: all of extraction but the model that is trained."""

    nlp: parse.Language
    knowledge: Knowledge
    gazetteer: Gazetteer
    tokenizer: Tokenizer

    @classmethod
    def load(cls, cache: Path, vocabulary: Path) -> Kit:
        nlp = parse.load()
        return cls(nlp, load_knowledge(), Gazetteer.ensure(cache), load_tokenizer(vocabulary))

    def parse(self, article: Mapping[str, Any]) -> Document:
        day = date.fromisoformat(article["published_at"][:10])
        return parse.parse(self.nlp, article["text"], day, article.get("title"))


def row_of(article: Mapping[str, Any], kit: Kit) -> Row:
    """The row of one annotated article."""
    doc = kit.parse(article)
    marked = _marked(article, doc)
    cast = find_actors(doc, kit.knowledge)
    context = _Context(doc, cast, find_places(doc, kit.gazetteer), find_times(doc))
    return Row(
        article["id"],
        pack(doc, kit.tokenizer),
        tuple(_labelled(doc, marked)),
        # a sentence that only teaches types names no actors, which does not mean that nobody acts in it
        tuple(p for m in marked.values() if m.type and m.event["actors"] for p in context.pairs(m)),
        tuple(_twins(doc, sorted((m for m in marked.values() if m.type), key=lambda m: m.word))),
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


def _twins(doc: Document, acts: Sequence[_Marked]) -> Iterator[Twin]:
    for later, act in enumerate(acts):
        for other in acts[:later]:
            first, second = _trigger(doc, other), _trigger(doc, act)
            if TYPES[first.type].family == TYPES[second.type].family:
                names = twin_features(doc, first, second)
                yield Twin(other.word, act.word, tuple(names), other.event is act.event)


def _trigger(doc: Document, act: _Marked) -> Trigger:
    """The trigger that an ideal reader would have found."""
    token = doc.sentences[act.word[0]].tokens[act.word[1]]
    return Trigger(
        sentence=act.word[0], token=act.word[1], start=token.start, end=token.end, type=act.type or NONE,
        status="happened", score=1.0, via="",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Context:
    doc: Document
    cast: Cast
    places: Sequence[Place]
    times: Sequence[TimeExpression]

    def pairs(self, act: _Marked) -> Iterator[Pair]:
        """Every candidate in reach of an annotated trigger, with what the annotation says of it."""
        trigger = _trigger(self.doc, act)
        grammar = {part.entity: part.role for part in roles(self.doc, trigger, self.cast)}
        quote = self.cast.quote_at(trigger.start)
        speaker = quote.speaker_entity if quote is not None else None
        for candidate in candidates(self.doc, self.cast, self.places, self.times):
            if within_reach(trigger.sentence, candidate):
                names = features(self.cast, trigger, candidate, grammar, speaker)
                yield Pair(act.word, candidate, tuple(names), self._truth(candidate, act.event))

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
