"""Find the words that name acts: the encoder judges every word, the scorer judges those that the lexicon knows, and
where both speak their odds are blended. The status is read beside them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.extract.encode import Encoder, Vectors
from app.extract.records import Document, Token, Trigger
from app.extract.tree import Tree
from app.extract.what.features import features
from app.extract.what.figures import figure_of, figures, is_figurative
from app.extract.what.lexicon import Candidate, Lexicon
from app.extract.what.quoting import inside, quoted_spans
from app.extract.what.scorer import NONE, Scorer
from app.extract.what.status import status_of
from app.extract.what.topics import topics_of
from app.extract.what.unreal import unreal_rule

UNLIKELY = 0.95  # a word that the encoder is so sure of naming no act is not looked at further
THRESHOLD = 0.4  # below this probability of being an act at all, a word is left alone
CLOSE = 0.3  # a type this near to the best one may be what another mention of the act is called
SCORER_SHARE = 0.4  # of the scorer in the blended log odds
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX", "ADV"})

Word = tuple[int, int]
Fall = Literal["ruled out by the encoder", "below threshold", "figure of speech", "not told as real"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was made of one word that could name an act."""

    sentence: int
    token: int
    odds: Mapping[str, float]  # of every type and of "none", as they decided
    read: Mapping[str, float]  # the encoder's
    scored: Mapping[str, float] | None  # the scorer's, where the lexicon knows the word
    entries: tuple[str, ...] = ()  # of the lexicon that proposed it
    trigger: Trigger | None = None
    fell: Fall | None = None  # why it is no trigger
    by: str = ""  # the figure, or the rule that makes it unreal


def readable(token: Token) -> bool:
    """May the word name an act? Function words, numbers and signs never do."""
    return token.pos in _CONTENT


def find_triggers(
    doc: Document,
    trees: Sequence[Tree],
    lexicon: Lexicon,
    scorer: Scorer,
    encoder: Encoder,
    vectors: Vectors,
) -> tuple[Trigger, ...]:
    """The triggers of an article in reading order, at most one for each word."""
    judged = judge_words(doc, trees, lexicon, scorer, encoder, vectors)
    return tuple(word.trigger for word in judged if word.trigger is not None)


def judge_words(
    doc: Document,
    trees: Sequence[Tree],
    lexicon: Lexicon,
    scorer: Scorer,
    encoder: Encoder,
    vectors: Vectors,
    share: float = SCORER_SHARE,
) -> tuple[Judged, ...]:
    """Every word that had a chance or that the tables know, in reading order: the triggers, and why others are none.
    ``share`` is the scorer's: at 1 it judges alone, and what the lexicon does not know is nothing."""
    known = {
        (tree.sentence.index, candidate.token.index): (candidate, scorer.probabilities(named))
        for tree, candidate, named in featured(doc, lexicon, trees)
    }
    return tuple(
        judge(trees[word[0]], word, read, likely or share == 1.0, known.get(word), share)
        for word, read, likely in _read(doc, encoder, vectors, known)
        if share < 1.0 or word in known
    )


def judge(
    tree: Tree,
    word: Word,
    read: Mapping[str, float],
    likely: bool,
    known: tuple[Candidate, Mapping[str, float]] | None,
    share: float = SCORER_SHARE,
) -> Judged:
    token = tree.tokens[word[1]]
    scored = known[1] if known else None
    odds = blended(read, scored, share) if scored is not None else read
    trigger: Trigger | None = None
    fell: Fall | None = None
    by = ""
    if (figure := figure_of(tree, token)) is not None:
        fell, by = "figure of speech", " ".join(figure.lemmas)
    elif not likely:
        fell = "ruled out by the encoder"
    elif 1.0 - odds[NONE] < THRESHOLD:
        fell = "below threshold"
    else:
        trigger = _trigger(tree, token, odds, "lexicon" if known else "encoder")
        if (rule := unreal_rule(tree, token, trigger.type)) is not None:
            trigger, fell, by = None, "not told as real", rule
    return Judged(
        sentence=word[0],
        token=word[1],
        odds=odds,
        read=read,
        scored=scored,
        entries=tuple(entry.name for entry in known[0].entries) if known else (),
        trigger=trigger,
        fell=fell,
        by=by,
    )


def _read(
    doc: Document, encoder: Encoder, vectors: Vectors, known: Container[Word]
) -> Iterator[tuple[Word, dict[str, float], bool]]:
    """The encoder's odds for every readable word that has a chance, as the flag says, or that the tables know."""
    tokens = [(s.index, t) for s in doc.sentences for t in s.tokens if readable(t)]
    if not tokens:
        return
    words = [(sentence, token.index) for sentence, token in tokens]
    table = encoder.words.odds(vectors.of(words))
    for word, (_, token), likely, row in zip(words, tokens, table[:, 0] < UNLIKELY, table, strict=True):
        if likely or word in known or token.lemma in figures():
            yield word, dict(zip(encoder.labels, row.tolist(), strict=True)), bool(likely)


def blended(
    read: Mapping[str, float], scored: Mapping[str, float], share: float = SCORER_SHARE
) -> dict[str, float]:
    """A weighted geometric mean of two sets of odds; they sum to 1."""
    raw = {label: value ** (1.0 - share) * max(scored[label], 1e-6) ** share for label, value in read.items()}
    mass = sum(raw.values())
    return {label: value / mass for label, value in raw.items()}


def featured(
    doc: Document, lexicon: Lexicon, trees: Sequence[Tree] | None = None
) -> Iterator[tuple[Tree, Candidate, list[str]]]:
    """Every candidate of the lexicon with its features; training reads the same."""
    spans = quoted_spans(doc.text)
    for tree in trees if trees is not None else map(Tree.of, doc.sentences):
        rows = tuple(c for c in lexicon.candidates(tree) if not is_figurative(tree, c.token))
        topics = topics_of(tree) if rows else frozenset()
        for candidate in rows:
            around = frozenset(e.type for other in rows if other is not candidate for e in other.entries)
            yield (
                tree,
                candidate,
                features(tree, candidate, around, topics, inside(spans, candidate.token.start)),
            )


def _trigger(tree: Tree, token: Token, odds: Mapping[str, float], origin: str) -> Trigger:
    kind, second = sorted((label for label in odds if label != NONE), key=lambda label: -odds[label])[:2]
    particle = tree.first(token, "prt")
    end = particle.end if particle is not None and particle.index == token.index + 1 else token.end
    return Trigger(
        sentence=tree.sentence.index,
        token=token.index,
        start=token.start,
        end=end,
        type=kind,
        status=status_of(tree, token, kind),
        score=round(odds[kind], 4),
        via=f"{origin}: {token.pos} {token.lemma}",
        second=second if odds[second] >= CLOSE * odds[kind] else None,
    )
