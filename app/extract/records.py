"""The records that the steps of extraction hand to each other: frozen, keyword-only, no behaviour but views.

Offsets are half-open character positions into the article's text, so ``text[start:end]`` is exact. Token
numbers (``token``, ``head``) count within one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.extract.explain.records import Explanation

Status = Literal["happened", "planned", "denied"]
Role = Literal["source", "target", "participant"]
Kind = Literal["person", "country", "body", "group", "unnamed"]
MentionForm = Literal["name", "capital", "modifier", "nominal", "pronoun"]
DatePrecision = Literal["day", "week", "month", "year", "range"]
DateBasis = Literal["explicit", "relative", "publication", "inherited"]
PlacePrecision = Literal["site", "city", "admin1", "region", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    index: int  # position in its sentence
    text: str
    lemma: str  # lower case
    pos: str  # Universal POS: VERB, NOUN, PROPN ...
    tag: str  # Penn Treebank tag: VBD, NNS ...
    dep: str  # dependency label (ClearNLP): nsubj, dobj ...
    head: int  # index of the governing token; the root governs itself
    start: int
    end: int
    entity: str  # entity label of the parser's named-entity step ("PERSON", "GPE", ...), "" outside one
    entity_start: bool  # True on the first token of an entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    index: int  # position in the document
    paragraph: int
    start: int
    end: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    text: str
    published: date
    title: str | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The shortest words in one sentence that name an act, with the type and status read there."""

    sentence: int
    token: int  # the head word
    start: int
    end: int
    type: str
    status: Status
    score: float  # 0..1, how sure the type is
    via: str  # the lexicon entry that proposed it, for explaining and for tuning
    second: str | None = None  # the runner-up type, where it came close


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """A typed mention of somebody who can act."""

    sentence: int
    token: int  # the head word
    start: int
    end: int
    kind: Kind
    entity: int  # mentions of one actor share this number (index into the article's entities)
    form: MentionForm = (
        "name"  # "capital": a city that acts for its state; "modifier": "Israeli" in "Israeli jets"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One actor of the article, gathered over its mentions."""

    index: int
    name: str  # fullest name in the text
    canonical_name: str
    actor_id: str  # stable across articles: "country:IR", "body:un", "person:IQ:qasim-al-araji"
    kind: Kind
    title: str | None
    country: str | None  # ISO 3166-1 alpha-2
    sector: str | None  # GOV, MIL, REB, OPP, LEG, JUD, COP, CVL, MED, IGO, NGO, BUS ...
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    role: Role
    name: str
    canonical_name: str
    actor_id: str
    kind: Kind
    title: str | None
    country: str | None
    sector: str | None
    aliases: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression found in the text, normalised against the publication date."""

    sentence: int
    start: int
    end: int
    text: str
    first: date | None  # both None: recognised but vague ("recently"), an unknown stays unknown
    last: date | None
    precision: DatePrecision
    basis: DateBasis  # explicit or relative
    rule: str  # the rule that read it


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days of one event, inclusive."""

    first: date
    last: date
    precision: DatePrecision
    basis: DateBasis
    text: str | None  # the words it was read from; None for basis "publication"
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named in the text, resolved. ``name`` is as written; coordinates are WGS 84 degrees."""

    sentence: int
    start: int
    end: int
    name: str
    canonical_name: str | None
    country: str | None
    admin1: str | None
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    radius_km: float | None = None  # of an area ("southern Lebanon", the Sahel), where it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    killed: int | None
    injured: int | None
    more_killed: int = 0  # on top of what is counted elsewhere: "two rebels were also killed"
    more_injured: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    text: str
    start: int
    end: int
    speaker: str | None  # name of the entity that speaks
    speaker_entity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    start: int
    end: int
    text: str
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Somebody by whose word a deed is told."""

    name: str
    actor_id: str
    start: int  # of the words that name him where he speaks
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's account of one happening; the field values are those of the event model."""

    type: str
    family: str
    plover: str | None
    cameo: str | None
    goldstein: float | None
    status: Status
    summary: str
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    date: When | None
    location: Place | None
    killed: int | None
    injured: int | None
    claimed_by: str | None  # the party by whose word alone the deed is told
    claim_chain: tuple[Link, ...]  # that party, then those who hand its word on; empty where nobody claims
    quotes: tuple[Quote, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    reports: tuple[Report, ...]
    language: str  # ISO 639-1 guess from the body
    timings: dict[str, float]  # seconds by step; the only part that differs between two runs
    explanation: Explanation | None = None  # only where asked for
