"""Who speaks, read from the subject of a cue: an actor, or the words themselves where they name no actor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.extract.records import ActorMention, Token
from app.extract.who.arguments import Clause
from app.extract.who.word_sets import word_set

_DEEPEST = 3
_NO_SPEAKER = frozenset(
    {"it", "that", "this", "these", "those", "which", "what", "there", "who", "whom", "whose"}
)
_PEOPLE = ("er", "or", "ist", "ian", "man", "woman", "ness")
_PHRASE = re.compile(
    r"[\w.'’-]+(?: [\w.'’&-]+){0,5}"
)  # brackets and dashes mean that the parser lost its way
_INSIDE = frozenset({"amod", "compound", "nummod", "nmod", "poss", "case", "quantmod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A speaker. ``entity`` is None for one who is no actor: "the narrator", "the ruling"."""

    name: str
    entity: int | None

    @property
    def is_actor(self) -> bool:
        return self.entity is not None


def voice_of_mention(mention: ActorMention, clause: Clause) -> Voice:
    return Voice(name=clause.cast.entity(mention).name, entity=mention.entity)


def voice_of(subject: Token, clause: Clause, depth: int = 0) -> Voice | None:
    """Whose words the phrase under ``subject`` stands for, or None."""
    mention = _actor(subject, clause)
    if mention is not None:
        return voice_of_mention(mention, clause)
    if subject.lemma in word_set("measures") and depth < _DEEPEST:
        for of in clause.tree.below(subject, "prep"):
            for thing in clause.tree.below(of, "pobj"):
                return voice_of(thing, clause, depth + 1)
    if subject.lemma in word_set("wordings"):
        voice = _author(subject, clause, depth)
        if voice is not None:
            return voice
    if subject.pos not in {"NOUN", "PROPN"} or subject.text.lower() in _NO_SPEAKER:
        return None
    named = _bearer(subject, clause)
    phrase = _phrase(subject, clause)
    return named or (Voice(name=phrase, entity=None) if _PHRASE.fullmatch(phrase) else None)


def is_teller(noun: Token) -> bool:
    """True for nouns that can speak without being actors: texts, and people by their endings."""
    return noun.lemma in word_set("wordings") or noun.lemma.endswith(_PEOPLE)


def _actor(subject: Token, clause: Clause) -> ActorMention | None:
    """The actor of the phrase; a name beside a description is the fuller answer ("a critic, Laurence Tribe")."""
    found = next(clause.actors(subject), None)
    if found is None or (found.form == "nominal" and found.kind == "unnamed"):
        for beside in clause.tree.below(subject, "appos"):
            named = clause.mention(beside)
            if named is not None and named.kind == "person":
                return named
    return found


def _author(wording: Token, clause: Clause, depth: int) -> Voice | None:
    """Whose statement, letter or claim it is: its owner, else the subject of the verb that it is the object of."""
    for owner in clause.owners(wording):
        return voice_of_mention(owner, clause)
    verb = clause.tree.head(wording)
    if verb is None or depth >= _DEEPEST or wording.dep not in {"dobj", "pobj"}:
        return None
    while verb is not None and verb.pos not in {"VERB", "AUX"}:
        verb = clause.tree.head(verb)
    subject = clause.subject(verb) if verb is not None else None
    return voice_of(subject, clause, depth + 1) if subject is not None and subject != wording else None


def _bearer(subject: Token, clause: Clause) -> Voice | None:
    """The person whose surname the parser's reading lost here: "Graham asked" in an article about Lindsey Graham."""
    if subject.pos != "PROPN":
        return None
    for entity in clause.cast.entities:
        if entity.kind == "person" and entity.name.split()[-1] == subject.text:
            return Voice(name=entity.name, entity=entity.index)
    return None


def _phrase(subject: Token, clause: Clause) -> str:
    """The noun with what stands before it, without articles: "ad's narrator", "one questioner"."""
    tokens = clause.tree.tokens
    members = {t.index for t in _before(subject, clause)}
    first = subject.index
    while first - 1 in members:
        first -= 1
    between = tokens[first : subject.index + 1]
    text = ""
    for left, token in zip((None, *between), between, strict=False):
        text += (" " if left is not None and left.end < token.start else "") + token.text
    return text


def _before(subject: Token, clause: Clause) -> Iterator[Token]:
    for child in clause.tree.below(subject):
        if child.index < subject.index and child.dep in _INSIDE:
            yield from clause.tree.subtree(child)
