"""Writings that several actors share, settled by what the rest of the article speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.extract.records import Sentence
from app.extract.who.facts import Known
from app.extract.who.knowledge import Knowledge
from app.extract.who.raw import Hit
from app.extract.who.word_sets import word_set

_BESIDE = 5  # a state named in the same sentence outweighs one that the article names a few times more
_NAMED = 100  # a body named in full outweighs any number of mentions of another's country


def settled(
    sentences: Sequence[Sentence], found: Sequence[Sequence[Hit]], knowledge: Knowledge
) -> list[tuple[Hit, ...]]:
    """The hits of each sentence, those of shared writings given to one actor or left out."""
    if not any(_open(hit) for hits in found for hit in hits):
        return [tuple(hits) for hits in found]
    spoken = Counter(hit.form.known.country for hits in found for hit in hits if not _open(hit))
    beside = [Counter(hit.form.known.country for hit in hits if not _open(hit)) for hits in found]
    named = {hit.form.known.id for hits in found for hit in hits if not _open(hit)}
    return [
        tuple(
            one
            for hit in hits
            if not _open(hit) or not _common(hit, sentence, knowledge)
            if (one := _settle(hit, spoken, near, named)) is not None
        )
        for sentence, hits, near in zip(sentences, found, beside, strict=True)
    ]


def _open(hit: Hit) -> bool:
    """True if the article decides whom it names. People are told apart later, when their office is read."""
    return hit.form.known.kind != "person" and (hit.form.loose or bool(hit.form.others))


def _settle(hit: Hit, spoken: Counter[str | None], near: Counter[str | None], named: set[str]) -> Hit | None:
    if not _open(hit):
        return hit

    def support(known: Known) -> int:
        states = 0 if known.country is None else spoken[known.country] + _BESIDE * near[known.country]
        return states + _NAMED * (known.id in named)

    best = max(hit.form.bearers, key=support)  # the first of those that are spoken of as much
    if support(best) == 0 and hit.form.loose:
        return None
    return replace(hit, form=replace(hit.form, known=best, others=(), loose=False))


def _common(hit: Hit, sentence: Sentence, knowledge: Knowledge) -> bool:
    """ "Labour shortages hit ...": one capital at the start of a sentence, and a common noun after it.

    "Labour leader" and "Labour supporters" speak of people.
    """
    if hit.first != 0 or hit.last != 0 or hit.form.text.isupper() or len(sentence.tokens) < 2:
        return False
    following = sentence.tokens[1]
    if following.pos not in {"NOUN", "ADJ"} or not following.text.islower():
        return False
    office = following.lemma in knowledge.titles or following.text in word_set("office_qualifiers")
    return not office and knowledge.noun(following.lemma, following.text) is None
