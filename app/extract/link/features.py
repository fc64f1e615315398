"""What the heads are told beside the vectors. Of an act and a word: the way through the parse between them, the
grammar's own reading, what kind of actor it is. Of two acts: their words, types and distance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.extract.link.candidates import Candidate
from app.extract.records import ActorMention, Document, Trigger
from app.extract.tree import Tree
from app.extract.who import Cast

_LONGEST = 5  # steps of a path; longer ones are too rare to learn from


def features(
    cast: Cast, trigger: Trigger, candidate: Candidate, grammar: Mapping[int, str], speaker: int | None
) -> list[str]:
    """The features of one pair. ``grammar`` is the role that the grammar gives to an entity, ``speaker`` the entity
    that speaks the quote around the trigger."""
    offset = candidate.sentence - trigger.sentence
    word = cast.trees[candidate.sentence].tokens[candidate.token]
    found = [
        f"k={candidate.kind}",
        f"off={max(-3, min(2, offset))}",
        f"k/t={candidate.kind}/{trigger.type}",
        f"pos={word.pos}",
        f"dep={word.dep}",
    ]
    if offset == 0:
        found += _way(cast.trees[trigger.sentence], trigger, candidate)
    else:
        found.append(f"doff={offset}|{word.dep}")
    if candidate.mention is not None:
        found += _actor(cast, candidate.mention, trigger, grammar, speaker)
    return found


def _way(tree: Tree, trigger: Trigger, candidate: Candidate) -> Iterator[str]:
    word = tree.tokens[trigger.token]
    path = path_between(tree, trigger.token, candidate.token)
    if path is None:
        yield "p=far"
    else:
        yield f"p={path}"
        yield f"pt={trigger.type}|{path}"
        yield f"pl={word.lemma}|{path}"
        yield f"pp={word.pos}|{path}"
    far = abs(candidate.token - trigger.token)
    step = ("-" if candidate.token < trigger.token else "+") + str((far >= 3) + (far >= 6) + (far >= 12))
    yield f"dist={step}"
    yield f"dk={candidate.kind}{step}"


def _actor(
    cast: Cast, mention: ActorMention, trigger: Trigger, grammar: Mapping[int, str], speaker: int | None
) -> Iterator[str]:
    role = grammar.get(mention.entity, "none")
    yield f"form={mention.form}"
    yield f"mk={mention.kind}"
    yield f"mf={mention.kind}/{mention.form}/{trigger.type}"
    yield f"sec={cast.entities[mention.entity].sector}"
    yield f"g={role}"
    yield f"gt={role}/{trigger.type}"
    if speaker is not None:
        yield "spk=1" if speaker == mention.entity else "spk=0"


def path_between(tree: Tree, start: int, end: int) -> str | None:
    """The labels up from one token and down to another, with the prepositions passed; None if it is long."""
    upward = [tree.tokens[start], *tree.ancestors(tree.tokens[start])]
    above = {token.index: steps for steps, token in enumerate(upward)}
    down: list[str] = []
    token = tree.tokens[end]
    while token.index not in above:
        down.append(f"prep:{token.lemma}" if token.dep == "prep" else token.dep)
        if token.head == token.index:
            return None
        token = tree.tokens[token.head]
    up = [token.dep for token in upward[: above[token.index]]]
    return "^".join(up) + ">" + ">".join(reversed(down)) if len(up) + len(down) <= _LONGEST else None


def twin_features(doc: Document, first: Trigger, second: Trigger) -> list[str]:
    """The features of two acts of one family, in reading order."""
    earlier = doc.sentences[first.sentence].tokens[first.token]
    later = doc.sentences[second.sentence].tokens[second.token]
    shape = "".join("V" if token.pos in ("VERB", "AUX") else "N" for token in (earlier, later))
    types = first.type if first.type == second.type else "/".join(sorted((first.type, second.type)))
    words = "same" if earlier.lemma == later.lemma else "/".join(sorted((earlier.lemma, later.lemma)))
    apart = second.sentence - first.sentence
    distance = str(apart) if apart <= 2 else "few" if apart <= 5 else "far"
    return [
        f"types={types}",
        f"words={words}",
        f"shape={shape}",
        f"apart={distance}",
        f"apart={distance}/{types}",
        f"apart={distance}/{shape}/{'same' if earlier.lemma == later.lemma else 'other'}",
        f"paragraph={doc.sentences[first.sentence].paragraph == doc.sentences[second.sentence].paragraph}",
    ]
