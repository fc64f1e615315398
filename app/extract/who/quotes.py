"""Direct quotes and who speaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extract.records import ActorMention, Document, Quote, Sentence, Token
from app.extract.who.arguments import ADDRESSING, Clause
from app.extract.who.cast import Cast
from app.extract.who.marks import Marked, marked
from app.extract.who.word_sets import word_set

_ACCORDING = frozenset({"according"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word that hands a quote to its speaker, outside every quote."""

    sentence: int
    start: int
    end: int
    speaker: ActorMention | None
    colon: bool  # a colon closes the clause: the quote follows


def attribute(doc: Document, cast: Cast) -> tuple[Quote, ...]:
    """Every direct quote in the order of the text, with its speaker where one is told."""
    spans = marked(doc.text)
    cues = [cue for sentence in doc.sentences for cue in _cues(sentence, cast, spans)]
    quotes: list[Quote] = []
    before: tuple[int, Marked, ActorMention | None] | None = None  # paragraph, quote and speaker last seen
    for span in spans:
        sentences = [s for s in doc.sentences if s.start < span.end and s.end > span.start]
        if not sentences:
            continue
        speaker = _signed(doc, span, cast) or _speaker(span, sentences, cues)
        if speaker is None and before is not None:
            speaker = _carried(before, span, sentences[0])
        speaker = speaker or _announced(sentences[0], span, cues, cast)
        quotes.append(_quote(doc, span, speaker, cast))
        before = sentences[-1].paragraph, span, speaker
    return tuple(quotes)


def _quote(doc: Document, span: Marked, speaker: ActorMention | None, cast: Cast) -> Quote:
    return Quote(
        text=doc.text[span.start : span.end],
        start=span.start,
        end=span.end,
        speaker=cast.entity(speaker).name if speaker else None,
        speaker_entity=speaker.entity if speaker else None,
    )


def _cues(sentence: Sentence, cast: Cast, spans: Sequence[Marked]) -> Iterator[_Cue]:
    clause = Clause(cast.trees[sentence.index], cast)
    near = [span for span in spans if span.start < sentence.end and span.end > sentence.start]
    inside = {t.index for t in sentence.tokens if any(span.start <= t.start < span.end for span in near)}
    for token in sentence.tokens:
        if token.index in inside:
            continue
        speaker = _spoken_by(token, clause, inside)
        if speaker is not None:
            yield _Cue(sentence.index, token.start, token.end, speaker, _leads_in(sentence))


def _leads_in(sentence: Sentence) -> bool:
    """True if the sentence leads into speech: it ends with a colon, before or after an opening mark."""
    return any(token.text == ":" for token in sentence.tokens[-2:])


def _spoken_by(token: Token, clause: Clause, inside: set[int]) -> ActorMention | None:
    if (
        token.pos in {"VERB", "NOUN", "ADJ"}
        and token.lemma in word_set("speech_verbs")
        and not clause.passive(token)
    ):
        subject = clause.subject(token) if token.pos == "VERB" else None
        if subject is not None and subject.index not in inside:
            return next(iter([*clause.actors(subject), *clause.owners(subject)]), None)
        return _beside(token, clause, inside)
    if token.text.lower() in _ACCORDING:
        for thing in clause.preposition(token, frozenset({"to"})):
            return next(iter([*clause.actors(thing), *clause.owners(thing)]), None)
    return None


def _beside(token: Token, clause: Clause, inside: set[int]) -> ActorMention | None:
    """The actor right after or right before a verb of speech that the parser gave another subject or none.

    Inversion after a long quote ("...," said X) is where the small parser errs most.
    """
    if token.tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    tokens = clause.tree.tokens
    inverted = token.index == 0 or any(token.index - k in inside for k in (1, 2, 3))
    inverted = inverted and token.lemma not in ADDRESSING
    for step in (1, -1) if inverted else (-1,):
        at = token.index + step
        if step == -1 and at > 0 and tokens[at].text == ",":
            at -= 1  # "its director, Tigere Chagutah, told reporters"
        while 0 <= at < len(tokens) and abs(at - token.index) <= 6 and at not in inside:
            mention = clause.mention(tokens[at])
            if mention is not None and mention.form != "modifier":
                return mention
            if tokens[at].pos in {"VERB", "PUNCT", "ADP", "SCONJ"}:
                break
            at += step
    return None


def _speaker(span: Marked, sentences: Sequence[Sentence], cues: Sequence[_Cue]) -> ActorMention | None:
    """The speaker of the nearest cue in the sentences that the quote runs through."""
    numbers = {sentence.index for sentence in sentences}
    near = [cue for cue in cues if cue.sentence in numbers]
    best = min(near, key=lambda cue: _distance(cue, span), default=None)
    return best.speaker if best else None


def _distance(cue: _Cue, span: Marked) -> int:
    return cue.start - span.end if cue.start >= span.end else span.start - cue.end


def _carried(
    before: tuple[int, Marked, ActorMention | None], span: Marked, sentence: Sentence
) -> ActorMention | None:
    """The speaker goes on: in the same paragraph, or in the next one after a quote that was left open."""
    paragraph, earlier, speaker = before
    if sentence.paragraph == paragraph or (sentence.paragraph == paragraph + 1 and not earlier.closed):
        return speaker
    if (
        sentence.paragraph == paragraph + 1
        and span.start - 1 <= sentence.start
        and span.end + 2 >= sentence.end
    ):
        return speaker
    return None


def _announced(sentence: Sentence, span: Marked, cues: Sequence[_Cue], cast: Cast) -> ActorMention | None:
    """Who speaks in the sentence before: "X said:", or in one paragraph any speaker or acting person."""
    earlier = [cue for cue in cues if cue.sentence == sentence.index - 1]
    whole = span.start <= sentence.start + 1
    if not sentence.index or not (whole or any(cue.colon for cue in earlier)):
        return None
    tree = cast.trees[sentence.index - 1]
    if tree.sentence.paragraph != sentence.paragraph:
        return next((cue.speaker for cue in reversed(earlier) if cue.colon), None)
    if earlier:
        return earlier[-1].speaker
    for token in tree.tokens:
        mention = cast.at(sentence.index - 1, token.index) if token.dep == "nsubj" else None
        if mention is not None and mention.kind == "person":
            return mention
    return None


def _signed(doc: Document, span: Marked, cast: Cast) -> ActorMention | None:
    """A name after a dash under the quote: "..." — Jane Doe."""
    match = re.compile(r"[.,]?[\"”»]?\s*[―—–]\s*").match(doc.text, span.end)
    if match is None:
        return None
    return next((m for m in cast.mentions if m.start == match.end() and m.kind == "person"), None)
