"""Find the words that name acts: the lexicon proposes, the scorer decides, the status is read beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.extract.records import Document, Token, Trigger
from app.extract.tree import Tree
from app.extract.what.features import features
from app.extract.what.figures import is_figurative
from app.extract.what.lexicon import Candidate, Lexicon
from app.extract.what.quoting import inside, quoted_spans
from app.extract.what.scorer import NONE, Scorer
from app.extract.what.status import status_of
from app.extract.what.topics import topics_of
from app.extract.what.unreal import is_unreal

# Below this a word is left alone. Chosen on held-out folds of the training texts: F1 is flat from 0.3 to 0.5.
THRESHOLD = 0.45
CLOSE = 0.3  # a type this near to the best one may be what another mention of the act is called


def find_triggers(
    doc: Document, lexicon: Lexicon, scorer: Scorer, trees: Sequence[Tree] | None = None
) -> tuple[Trigger, ...]:
    """The triggers of an article in reading order, at most one for each word; ``trees`` of its sentences save time."""
    found: list[Trigger] = []
    for tree, candidate, named in featured(doc, lexicon, trees):
        odds = scorer.probabilities(named)
        act = 1.0 - odds.pop(NONE)
        if act < THRESHOLD:
            continue
        trigger = _trigger(tree, candidate.token, odds)
        if not is_unreal(tree, candidate.token, trigger.type):
            found.append(trigger)
    return tuple(found)


def featured(
    doc: Document, lexicon: Lexicon, trees: Sequence[Tree] | None = None
) -> Iterator[tuple[Tree, Candidate, list[str]]]:
    """Every candidate of an article with its features; training reads the same."""
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


def _trigger(tree: Tree, token: Token, odds: Mapping[str, float]) -> Trigger:
    kind, second = sorted(odds, key=lambda label: -odds[label])[:2]
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
        via=f"{token.pos} {token.lemma}",
        second=second if odds[second] >= CLOSE * odds[kind] else None,
    )
