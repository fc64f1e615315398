"""Who speaks the direct quotes: the share of annotated attributions (PolNeAR) whose speaker is named right.

An attribution that the annotators marked as direct and gave a source is asked of the quote that shares most
characters with what it attributes. Its speaker is right if it is the actor mentioned at the head of the source's
words or beside it ("a critic, Laurence Tribe", "Obama and Clinton"), or if one of its names ends as those words do
before the first comma or bracket ("Tulsa police Chief Chuck Jordan"). A speaker who is no actor must be the head
itself ("narrator"). A pronoun is right if the speaker is whom extraction takes it for: coreference is not asked here.
No quote found, or none with a speaker, is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.evaluation.names import forms, same, words
from app.extract import parse
from app.extract.records import Document, Quote, Token
from app.extract.who import Cast, Knowledge, find_actors, find_quotes

_SWAPPED = frozenset({"said", "says", "told", "asked", "wrote"})

_BESIDE = frozenset({"appos", "conj"})
_CUT = re.compile(r"[,(]")

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One annotated direct quote, and what was found for it."""

    article: str
    source: str
    content: str
    mostly: bool  # the quoted words are at least half of what is attributed
    speaker: str | None
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteScore:
    attributions: tuple[Attribution, ...]
    unspoken: int  # quoted stretches outside every attribution, direct or not: titles, terms, slips of the annotators
    voiced: int  # of those, how many got a speaker

    def share(self, mostly: bool = False) -> float:
        """The share with the right speaker: of all, or of those that are mostly quoted words."""
        asked = [one for one in self.attributions if one.mostly or not mostly]
        return sum(one.right for one in asked) / len(asked) if asked else 0.0


def judge(doc: Document, cast: Cast, row: Mapping[str, Any]) -> Iterator[Attribution]:
    """Every annotated direct quote of one article."""
    quotes = find_quotes(doc, cast)
    for one in row["attributions"]:
        if not one["direct"] or not one["source"]:
            continue
        content = [span for part in one["content"] for span in part["spans"]]
        source = [span for part in one[_source_field(one)] for span in part["spans"]]
        shared = [(_shared(quote, content), quote) for quote in quotes]
        inside, best = max(shared, key=lambda pair: pair[0], default=(0, None))
        quoted = sum(count for count, _ in shared)
        quote = best if inside else None
        yield Attribution(
            article=row["id"],
            source=" ".join(part["text"] for part in one[_source_field(one)]),
            content=" ".join(part["text"] for part in one["content"]),
            mostly=2 * quoted >= sum(end - start for start, end in content),
            speaker=quote.speaker if quote else None,
            right=quote is not None and _is_source(doc, cast, quote, source),
        )


def score(nlp: parse.Language, knowledge: Knowledge, rows: Sequence[Mapping[str, Any]]) -> QuoteScore:
    """Score extraction on annotated articles: ``{text, pub_date, attributions}``."""
    found: list[Attribution] = []
    unspoken: list[Quote] = []
    for row in rows:
        doc = parse.parse(nlp, row["text"], date.fromisoformat(row["pub_date"]))
        cast = find_actors(doc, knowledge)
        found.extend(judge(doc, cast, row))
        said = [span for one in row["attributions"] for part in one["content"] for span in part["spans"]]
        unspoken.extend(quote for quote in find_quotes(doc, cast) if not _shared(quote, said))
    voiced = sum(quote.speaker is not None for quote in unspoken)
    return QuoteScore(attributions=tuple(found), unspoken=len(unspoken), voiced=voiced)


def read(path: Path) -> list[Mapping[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _shared(quote: Quote, spans: Spans) -> int:
    return sum(max(0, min(quote.end, end) - max(quote.start, start)) for start, end in spans)


def _source_field(attribution: Mapping[str, Any]) -> str:
    """ "said" as the source of "David Plouffe": some annotations have source and cue the wrong way round."""
    text = " ".join(part["text"] for part in attribution["source"]).lower()
    return "cue" if text in _SWAPPED else "source"


def _is_source(doc: Document, cast: Cast, quote: Quote, source: Spans) -> bool:
    if quote.speaker is None:
        return False
    tokens = [
        (sentence.index, token)
        for sentence in doc.sentences
        for token in sentence.tokens
        if any(start <= token.start < end for start, end in source)
    ]
    heads = list(_heads(tokens))
    if quote.speaker_entity is None:
        return any(words(token.text) == words(quote.speaker)[-1:] for _, token in heads)
    mentioned = {
        m.entity for number, token in heads if (m := cast.at(number, token.index)) and m.form != "modifier"
    }
    entity = cast.entities[quote.speaker_entity]
    described = _CUT.split(" ".join(doc.text[start:end] for start, end in source))[0]
    return quote.speaker_entity in mentioned or same(
        forms({"name": entity.name, "aliases": entity.aliases}), [words(described)]
    )


def _heads(tokens: Sequence[tuple[int, Token]]) -> Iterator[tuple[int, Token]]:
    """The nouns that the others describe: those that hang on something outside, and what is set beside them."""
    inside = {(number, token.index): token for number, token in tokens}
    tops: set[tuple[int, int]] = set()
    for number, token in tokens:
        above = (number, token.head)
        if token.head == token.index or above not in inside or (token.dep in _BESIDE and above in tops):
            tops.add((number, token.index))
            yield number, token
