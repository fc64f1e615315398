"""What one trigger tells of a happening: its part in the article's account, before mentions are merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.extract.records import ActorMention, Document, Place, Toll, Trigger, When
from app.extract.taxonomy import TYPES
from app.extract.who import Part

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One link of the chain by which an act came to be told."""

    mention: ActorMention
    verb: str  # lemma of the word of telling: who "confirms" grants, who "claims" asserts


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    trigger: Trigger
    word: str  # lemma of the trigger
    noun: bool
    definite: bool  # "the attack", "this visit": most often told before
    paragraph: int
    parts: tuple[Part, ...]
    when: When | None
    where: Place | None
    toll: Toll
    teller: tuple[
        Teller, ...
    ]  # in whose words it is told, the nearest to the act first; empty: the article's own

    @property
    def is_speech(self) -> bool:
        return TYPES[self.trigger.type].family == "speech"

    def entities(self, *roles: str) -> frozenset[int]:
        """Entities with one of ``roles``; all of them if none is given."""
        return frozenset(part.entity for part in self.parts if not roles or part.role in roles)


def account_of(
    doc: Document,
    trigger: Trigger,
    *,
    parts: Sequence[Part],
    when: When | None,
    where: Place | None,
    toll: Toll,
    teller: Sequence[Teller],
) -> Account:
    """Put together what the steps read of one trigger."""
    sentence = doc.sentences[trigger.sentence]
    word = sentence.tokens[trigger.token]
    return Account(
        trigger=trigger,
        word=word.lemma,
        noun=word.pos != "VERB",
        definite=any(
            t.head == word.index and t.dep in ("det", "poss") and t.lemma in _DEFINITE
            for t in sentence.tokens
        ),
        paragraph=sentence.paragraph,
        parts=tuple(parts),
        when=when,
        where=where,
        toll=toll,
        teller=tuple(teller),
    )
