"""What an explanation says. Offsets are half-open positions in the article's text; rules are short English phrases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of the text that a value rests on."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A type, or "none", with its probability."""

    type: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Something that speaks for a choice, or against it."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the models made of one word."""

    words: Words
    odds: tuple[Chance, ...]  # as they decided, likeliest first
    encoder: tuple[Chance, ...]
    scorer: tuple[Chance, ...]  # empty for a word that the lexicon does not know
    lexicon: tuple[str, ...]  # the entries that know it


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWhy:
    """Why one mention is one of this happening, and what it says by itself."""

    verdict: Verdict
    type: str
    status: str
    status_rule: str
    date_rule: str
    merged: float | None  # log odds that it tells of what the mentions before it tell; None for the first
    grounds: tuple[Weight, ...]  # what weighed most beside the mention just before it, for or against


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueWhy:
    """A value with the rule that gives it, or that gives none."""

    value: str | None
    rule: str
    words: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWhy:
    """Why somebody takes part, who it is, and why with this country."""

    actor_id: str
    role: str
    rule: str
    words: Words  # of the mention that brought the actor in
    form: str  # a name, a nominal, a pronoun ...
    source: float | None  # the linker's odds; None where a rule brought the actor in
    target: float | None
    grammar: str | None  # the role that the grammar reads; None: no part
    identity: str  # the entry of the knowledge base, or "provisional"
    country: ValueWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """An actor in reach that the linker left out."""

    actor_id: str
    words: Words
    source: float
    target: float
    grammar: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWhy:
    value: str | None  # the days, as in ISO 8601 intervals
    rule: str
    time_rule: str | None  # how its words were read
    words: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChance:
    """A place that some ground speaks for."""

    words: Words
    rule: str
    strength: float  # about 3: hangs from the act; 1 and less: taken from around it


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWhy:
    value: str | None
    rule: str
    chosen: PlaceChance | None
    second: PlaceChance | None  # the runner-up, where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceWhy:
    value: float
    rule: str
    scores: tuple[float, ...]  # of the mentions that are of the type, the best first


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWhy:
    """Where the values of one report come from."""

    type: ValueWhy
    weights: tuple[Weight, ...]  # types with the odds of their mentions added up, the weightiest first
    status: ValueWhy
    mentions: tuple[MentionWhy, ...]
    actors: tuple[ActorWhy, ...]
    passed_over: tuple[PassedOver, ...]
    date: DateWhy
    location: PlaceWhy
    killed: ValueWhy
    injured: ValueWhy
    claimed_by: ValueWhy
    confidence: ConfidenceWhy


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A word that could name an act and is in no report."""

    verdict: Verdict
    fell: (
        str  # "below threshold", "figure of speech", "not told as real", "nobody speaks", "least confidence"
    )
    by: str  # more closely: the threshold, the figure, the rule


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWhy:
    """One sentence: the reports that it tells of, by their place in the list, and what fell."""

    start: int
    end: int
    reports: tuple[int, ...]
    considered: tuple[Considered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    reports: tuple[ReportWhy, ...]  # in the order of the reports
    sentences: tuple[SentenceWhy, ...]  # those that tell of no report, or in which some word fell
