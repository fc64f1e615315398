"""Which time expression of a sentence dates an event told there: the one nearest to it in the sentence's tree.

Each step on the way from the trigger to the word that the time modifies has a price; crossing into another
clause is dear, so that "said on Tuesday that troops had fled" does not date the flight.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Sentence, TimeExpression, Token, Trigger
from app.extract.when.tense import climb

LIMIT = 4.0  # the dearest way that still joins a time to an event
NAMED = 4.0  # the time names another noun: "Sunday's election"

# leaving the trigger's phrase for the word that governs it
UP = {
    "nsubj": 1.0, "nsubjpass": 1.0, "dobj": 1.0, "pobj": 0.5, "prep": 0.5, "agent": 0.5, "attr": 1.0, "compound": 0.5,
    "amod": 0.5, "poss": 1.0, "nmod": 0.5, "appos": 1.0, "xcomp": 1.0, "conj": 1.0, "acl": 2.0, "pcomp": 1.5,
    "advcl": 3.0, "relcl": 3.5, "ccomp": 5.0, "parataxis": 5.0, "csubj": 2.0, "dative": 1.0, "oprd": 1.0,
}  # fmt: skip
# entering the phrase that the time modifies
DOWN = {
    "nsubj": 1.5, "nsubjpass": 1.5, "dobj": 1.0, "pobj": 0.5, "prep": 0.5, "agent": 1.0, "attr": 1.0, "xcomp": 1.0,
    "conj": 1.5, "acl": 2.0, "relcl": 2.5, "advcl": 5.0, "ccomp": 5.0, "parataxis": 5.0, "pcomp": 2.0, "appos": 1.5,
}  # fmt: skip
OTHER = 2.0
NAMING = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
LINKS = frozenset({"ADP", "SCONJ", "PART", "ADV", "DET", "PUNCT", "NUM", "CCONJ"})


def own_time(sentence: Sentence, trigger: Trigger, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time that dates the trigger, among those of its sentence, or None."""
    priced = [(price(sentence, trigger.token, time), abs(time.start - trigger.start), time) for time in times]
    within = [item for item in priced if item[0] <= LIMIT]
    return min(within, key=lambda item: item[:2])[2] if within else None


def price(sentence: Sentence, token: int, time: TimeExpression) -> float:
    """How far the time is from the token in the tree; 0 where it modifies that very word."""
    inside = [t for t in sentence.tokens if t.start < time.end and t.end > time.start]
    if not inside:
        return LIMIT + 1
    anchor, naming = anchor_of(sentence, inside)
    up = [t.index for t in climb(sentence, token)]
    down = [t.index for t in climb(sentence, anchor.index)]
    meet = next((index for index in up if index in down), None)
    if meet is None:
        return LIMIT + 1
    cost = sum(UP.get(sentence.tokens[i].dep, OTHER) for i in up[: up.index(meet)])
    cost += sum(DOWN.get(sentence.tokens[i].dep, OTHER) for i in down[: down.index(meet)])
    if naming and anchor.index != token:
        cost += NAMED
    return cost


def anchor_of(sentence: Sentence, inside: Sequence[Token]) -> tuple[Token, bool]:
    """The word that a time expression modifies, and whether it names it ("Sunday's election")."""
    numbers = {t.index for t in inside}
    head = next((t for t in inside if t.head not in numbers or t.head == t.index), inside[-1])
    naming = head.dep in NAMING
    anchor = head
    for anchor in climb(sentence, head.index):
        if anchor.index not in numbers and anchor.pos not in LINKS:
            break
    return anchor, naming
